package dev.ovation.api.admin;

import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/admin/intents/{id}}: anybody's. */
public final class GetAnyIntent implements Endpoint {

    private final Intents intents;

    public GetAnyIntent(Intents intents) {
        this.intents = intents;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/intents/{id}"));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(
                AdminViews.of(intents.byId(new IntentId(call.variable("id").uuid()))
                        .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_INTENT, "No intent has this id."))));
    }
}
