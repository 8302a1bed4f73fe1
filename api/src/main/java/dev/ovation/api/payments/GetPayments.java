package dev.ovation.api.payments;

import dev.ovation.core.payment.Payments;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /api/payments}: one's own, newest first. */
public final class GetPayments implements Endpoint {

    private final Payments payments;

    public GetPayments(Payments payments) {
        this.payments = payments;
    }

    @Override
    public Route route() {
        return Route.get("/api/payments");
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("limit");
        return Answer.ok(Map.of(
                "items",
                payments.ofPayer(call.account().id(), Page.limit(query)).stream()
                        .map(PaymentView::of)
                        .toList()));
    }
}
