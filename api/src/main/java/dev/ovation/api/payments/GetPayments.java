package dev.ovation.api.payments;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Optional;

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
        Query query = call.query().knowing("cursor", "limit");
        int limit = Page.limit(query);
        Optional<PaymentId> before =
                query.optional("cursor").map(text -> new PaymentId(text.uuid(RefusalCode.INVALID_CURSOR)));
        return Answer.ok(Page.of(
                payments.ofPayer(call.account().id(), before, limit),
                limit,
                PaymentView::of,
                payment -> payment.id().toString()));
    }
}
