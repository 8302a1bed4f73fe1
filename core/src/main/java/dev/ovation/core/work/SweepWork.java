package dev.ovation.core.work;

import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.withdrawal.Withdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Asks again for payments and withdrawals that are due and that no queue seems to know any more. */
public final class SweepWork {

    private static final int CHUNK = 500;
    private static final List<PaymentState> DUE_PAYMENTS = List.of(PaymentState.PAID, PaymentState.CLEARED);
    private static final List<WithdrawalState> DUE_WITHDRAWALS = List.of(
            WithdrawalState.REQUESTED, WithdrawalState.CLEARED, WithdrawalState.BURNED, WithdrawalState.RETURNING);

    private final Payments payments;
    private final Withdrawals withdrawals;
    private final WorkQueue work;
    private final Clock clock;
    private final Duration patience;

    public SweepWork(Payments payments, Withdrawals withdrawals, WorkQueue work, Clock clock, Duration patience) {
        this.payments = payments;
        this.withdrawals = withdrawals;
        this.work = work;
        this.clock = clock;
        this.patience = patience;
    }

    /** Answers how many askings were repeated. */
    public int sweep() {
        Instant before = clock.instant().minus(patience);
        int repeated = 0;
        for (PaymentState state : DUE_PAYMENTS) {
            var due = payments.inStateBefore(state, before, CHUNK);
            due.forEach(payment -> work.payment(payment.id()));
            repeated += due.size();
        }
        for (WithdrawalState state : DUE_WITHDRAWALS) {
            var due = withdrawals.inStateBefore(state, before, CHUNK);
            due.forEach(withdrawal -> work.withdrawal(withdrawal.id()));
            repeated += due.size();
        }
        return repeated;
    }
}
