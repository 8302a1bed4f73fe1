package dev.ovation.core.screening;

import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.work.WorkQueue;
import java.time.Clock;

/** A person of compliance clears or rejects a payment that screening held. A cleared one goes on at once. */
public final class DecideHeldPayment {

    private final Payments payments;
    private final WorkQueue work;
    private final Clock clock;

    public DecideHeldPayment(Payments payments, WorkQueue work, Clock clock) {
        this.payments = payments;
        this.work = work;
        this.clock = clock;
    }

    /**
     * @param reason kept with the payment
     */
    public Payment decide(PaymentId id, boolean clear, String reason) {
        Payment held = payments.byId(id).orElseThrow(DecideHeldPayment::unknown);
        PaymentState target = clear ? PaymentState.CLEARED : PaymentState.REJECTED;
        if (held.state() != PaymentState.HELD || !payments.move(id, target, reason, clock.instant())) {
            throw new Refused(RefusalCode.NOT_HELD, "This payment is not held.");
        }
        if (clear) {
            work.payment(id);
        }
        return payments.byId(id).orElse(held);
    }

    private static Refused unknown() {
        return new Refused(RefusalCode.UNKNOWN_PAYMENT, "No payment has this id.");
    }
}
