package dev.ovation.api.admin;

import dev.ovation.core.intent.Intents;
import dev.ovation.core.screening.Verdict;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Page;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /api/admin/intents/held}: what screening held, oldest first. */
public final class GetHeldIntents implements Endpoint {

    private final Intents intents;

    public GetHeldIntents(Intents intents) {
        this.intents = intents;
    }

    @Override
    public Route route() {
        return Staff.any(Route.get("/api/admin/intents/held"));
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("limit");
        return Answer.ok(Map.of(
                "items",
                intents.screened(Verdict.HOLD, Page.limit(query)).stream()
                        .map(AdminViews::of)
                        .toList()));
    }
}
