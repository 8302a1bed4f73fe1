package dev.ovation.jobs.ops;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /ready}: everything that jobs need answers; 503 otherwise, with what does not. */
public final class GetReady implements Endpoint {

    private final CheckReadiness checkReadiness;

    public GetReady(CheckReadiness checkReadiness) {
        this.checkReadiness = checkReadiness;
    }

    @Override
    public Route route() {
        return Route.get("/ready").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        CheckReadiness.Readiness readiness = checkReadiness.ask();
        return new Answer(
                readiness.ready() ? 200 : 503,
                readiness.ready() ? Map.of() : Map.of("Retry-After", "5"),
                new Answer.Body.Json(
                        Map.of("status", readiness.ready() ? "ready" : "not-ready", "checks", readiness.checks())));
    }
}
