package dev.ovation.api.payments;

import dev.ovation.core.payment.Payments;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/payments/{id}}: one's own. */
public final class GetPayment implements Endpoint {

    private final OwnPayment ownPayment;

    public GetPayment(Payments payments) {
        this.ownPayment = new OwnPayment(payments);
    }

    @Override
    public Route route() {
        return Route.get("/api/payments/{id}");
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(PaymentView.of(ownPayment.of(call.account(), call.variable("id"))));
    }
}
