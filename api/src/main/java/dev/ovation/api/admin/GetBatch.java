package dev.ovation.api.admin;

import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/admin/batches/{id}}: a batch with all its legs. */
public final class GetBatch implements Endpoint {

    private final Batches batches;
    private final Intents intents;

    public GetBatch(Batches batches, Intents intents) {
        this.batches = batches;
        this.intents = intents;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/batches/{id}"));
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        Batch batch = batches.byId(new BatchId(call.variable("id").uuid()))
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "No batch has this id."));
        return Answer.ok(AdminViews.of(batch, intents.ofBatch(batch.id())));
    }
}
