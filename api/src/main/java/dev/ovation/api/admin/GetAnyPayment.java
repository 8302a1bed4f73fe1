package dev.ovation.api.admin;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/admin/payments/{id}}: anybody's. */
public final class GetAnyPayment implements Endpoint {

    private final Payments payments;

    public GetAnyPayment(Payments payments) {
        this.payments = payments;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/payments/{id}"));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(
                AdminViews.of(payments.byId(new PaymentId(call.variable("id").uuid()))
                        .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_PAYMENT, "No payment has this id."))));
    }
}
