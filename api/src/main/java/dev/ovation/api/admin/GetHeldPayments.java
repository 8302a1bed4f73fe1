package dev.ovation.api.admin;

import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.payment.Payments;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.time.Clock;
import java.util.Map;

/** {@code GET /api/admin/payments/held}: what screening held, oldest first. */
public final class GetHeldPayments implements Endpoint {

    private final Payments payments;
    private final Clock clock;

    public GetHeldPayments(Payments payments, Clock clock) {
        this.payments = payments;
        this.clock = clock;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/payments/held"));
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("limit");
        return Answer.ok(Map.of(
                "items",
                payments.inStateBefore(PaymentState.HELD, clock.instant().plusSeconds(1), Page.limit(query)).stream()
                        .map(AdminViews::of)
                        .toList()));
    }
}
