package dev.ovation.core.ledger;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/** What our own documents say that an account must hold: the one side of reconciliation. Safe to share between threads. */
public interface Books {

    /**
     * @param tkIn wei that came in: minted payments, payouts, returned withdrawals, transfers from outside
     * @param tkOut wei that went out: gifts in escrow, approved or settled; withdrawals whose TK is burned, returned
     *     ones included (their return is in {@code tkIn}); transfers to outside
     * @param tkiSpent wei of claps that are in escrow, approved or settled
     * @param tkPending wei of gifts that are pending
     * @param tkiPending wei of claps that are pending
     */
    record Book(Wei tkIn, Wei tkOut, Wei tkiSpent, Wei tkPending, Wei tkiPending) {}

    Book of(Address account);
}
