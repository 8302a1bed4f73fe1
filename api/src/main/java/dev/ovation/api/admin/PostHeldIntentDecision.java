package dev.ovation.api.admin;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.screening.DecideHeldIntent;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/admin/intents/{id}/decision}: clears or rejects what screening held. */
public final class PostHeldIntentDecision implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(PostHeldIntentDecision.class);

    private final DecideHeldIntent decideHeldIntent;

    public PostHeldIntentDecision(DecideHeldIntent decideHeldIntent) {
        this.decideHeldIntent = decideHeldIntent;
    }

    @Override
    public Route route() {
        return Staff.compliance(Route.post("/api/admin/intents/{id}/decision"));
    }

    @Override
    public Answer answer(Call call) {
        Ruling ruling = Ruling.read(call);
        Intent decided =
                decideHeldIntent.decide(new IntentId(call.variable("id").uuid()), ruling.clear(), ruling.reason());
        log.info(
                "intent decided intent={} clear={} by={}",
                decided.id(),
                ruling.clear(),
                call.account().id());
        return Answer.ok(AdminViews.of(decided));
    }
}
