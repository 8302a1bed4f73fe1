package dev.ovation.api.ops;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /health}: the process lives. What it needs may be down: a restart would not help that. */
public final class GetHealth implements Endpoint {

    @Override
    public Route route() {
        return Route.get("/health").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        return Answer.ok(Map.of("status", "up"));
    }
}
