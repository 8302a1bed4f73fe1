package dev.ovation.core.work;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;

/**
 * Asks the job server for work. An asking may be lost or repeated and money is still right: the state in the database
 * says what is due, and the sweeper asks again.
 */
public interface WorkQueue {

    void payment(PaymentId payment);

    void withdrawal(WithdrawalId withdrawal);
}
