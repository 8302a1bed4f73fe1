package dev.ovation.core.withdrawal;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/** Burns TK for withdrawals on the chain, once for each id, which the contract itself enforces. */
public interface Burning {

    /**
     * Burns, or finds the transaction that did so before. Blocks until it has its confirmations.
     *
     * @throws dev.ovation.core.refusal.Unavailable while the outcome can't be known
     * @throws dev.ovation.core.ledger.RevertedOnChain if the contract refuses
     */
    Receipt burn(WithdrawalId withdrawal, Address from, Wei amount, byte[] signature);

    /** Mints the burned TK back to its owner, once. */
    Receipt giveBack(WithdrawalId withdrawal);
}
