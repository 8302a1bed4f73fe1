package dev.ovation.api.payments;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.event.Events;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.work.WorkQueue;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.time.Duration;
import java.util.Set;

/** {@code POST /api/contracts/mint-tk}: the TK of a payment that the gateway has settled, once. */
public final class PostMintTk implements Endpoint {

    private final OwnPayment ownPayment;
    private final AwaitMint awaitMint;

    public PostMintTk(Payments payments, WorkQueue work, Events events, Duration patience) {
        this.ownPayment = new OwnPayment(payments);
        this.awaitMint = new AwaitMint(payments, work, events, patience);
    }

    @Override
    public Route route() {
        return Route.post("/api/contracts/mint-tk")
                .only(ActorType.USER, ActorType.CREATOR)
                .movingMoney();
    }

    @Override
    public Answer answer(Call call) {
        Payment payment = ownPayment.of(
                call.account(),
                call.json().shaped(Set.of("paymentId"), Set.of()).text("paymentId"));
        return switch (payment.state()) {
            case PAID, CLEARED -> outcome(awaitMint.await(payment));
            default -> outcome(payment);
        };
    }

    private static Answer outcome(Payment payment) {
        Minted view = new Minted(PaymentView.of(payment));
        return switch (payment.state()) {
            case MINTED -> Answer.ok(view);
            case PAID, CLEARED, HELD -> Answer.accepted(view);
            case OPENED ->
                throw new Refused(RefusalCode.PAYMENT_NOT_SETTLED, "The gateway has not reported this payment yet.");
            case REJECTED -> throw new Refused(RefusalCode.PAYMENT_REJECTED, "This payment was rejected.");
            case FAILED -> throw new Refused(RefusalCode.PAYMENT_REJECTED, "This payment failed at the gateway.");
        };
    }

    record Minted(PaymentView payment) {}
}
