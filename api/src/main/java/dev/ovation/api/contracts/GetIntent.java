package dev.ovation.api.contracts;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/contracts/intents/{id}}: for its fan and its creator; for others there is no such intent. */
public final class GetIntent implements Endpoint {

    private final Intents intents;

    public GetIntent(Intents intents) {
        this.intents = intents;
    }

    @Override
    public Route route() {
        return Route.get("/api/contracts/intents/{id}");
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        Address wallet = call.account().wallet();
        Intent intent = intents.byId(new IntentId(call.variable("id").uuid()))
                .filter(i -> i.fan().equals(wallet) || i.creator().equals(wallet))
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_INTENT, "You have no intent with this id."));
        return Answer.ok(IntentView.of(intent));
    }
}
