package dev.ovation.core.doubt;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;

/**
 * What the chain has done for payments and withdrawals, by its newest block. Safe to share between threads; throws
 * {@link dev.ovation.core.refusal.Unavailable} while the chain does not answer.
 */
public interface DoneOnChain {

    boolean minted(PaymentId payment);

    /** Given back since or not. */
    boolean burned(WithdrawalId withdrawal);

    boolean givenBack(WithdrawalId withdrawal);
}
