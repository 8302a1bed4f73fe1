package dev.ovation.api.payments;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.payment.OpenPayment;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code POST /api/payments}: opens a payment at the gateway. */
public final class PostPayment implements Endpoint {

    private final OpenPayment openPayment;

    public PostPayment(OpenPayment openPayment) {
        this.openPayment = openPayment;
    }

    @Override
    public Route route() {
        return Route.post("/api/payments")
                .only(ActorType.USER, ActorType.CREATOR)
                .movingMoney();
    }

    @Override
    public Answer answer(Call call) {
        Payment payment = openPayment.open(
                call.account(),
                call.json().shaped(Set.of("amount"), Set.of()).text("amount").tokens(),
                call.claim().map(claim -> new PaymentId(claim.operation())));
        return Answer.created(new Opened(payment.id().toString(), payment.checkoutUrl(), PaymentView.of(payment)))
                .with("Location", "/api/payments/" + payment.id());
    }

    record Opened(String paymentId, String checkoutUrl, PaymentView payment) {}
}
