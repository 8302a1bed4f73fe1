package dev.ovation.api.admin;

import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.screening.DecideHeldPayment;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/admin/payments/{id}/decision}: clears or rejects what screening held. */
public final class PostHeldPaymentDecision implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(PostHeldPaymentDecision.class);

    private final DecideHeldPayment decideHeldPayment;

    public PostHeldPaymentDecision(DecideHeldPayment decideHeldPayment) {
        this.decideHeldPayment = decideHeldPayment;
    }

    @Override
    public Route route() {
        return Staff.compliance(Route.post("/api/admin/payments/{id}/decision"));
    }

    @Override
    public Answer answer(Call call) {
        Ruling ruling = Ruling.read(call);
        Payment decided =
                decideHeldPayment.decide(new PaymentId(call.variable("id").uuid()), ruling.clear(), ruling.reason());
        log.info(
                "payment decided payment={} clear={} by={}",
                decided.id(),
                ruling.clear(),
                call.account().id());
        return Answer.ok(AdminViews.of(decided));
    }
}
