package dev.ovation.api.contracts;

import dev.ovation.core.intent.CancelIntent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code DELETE /api/contracts/intents/{id}}: takes an intent back before it is approved. */
public final class DeleteIntent implements Endpoint {

    private final CancelIntent cancelIntent;

    public DeleteIntent(CancelIntent cancelIntent) {
        this.cancelIntent = cancelIntent;
    }

    @Override
    public Route route() {
        return Route.delete("/api/contracts/intents/{id}");
    }

    @Override
    public Answer answer(Call call) {
        IntentId id = new IntentId(call.variable("id").uuid());
        return Answer.ok(IntentView.of(cancelIntent.cancel(call.account(), id)));
    }
}
