package dev.ovation.api.ops;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** {@code GET /metrics}: for Prometheus. Holds no personal data; keep it from the outside by the proxy if you wish. */
public final class GetMetrics implements Endpoint {

    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private final PrometheusMeterRegistry registry;

    public GetMetrics(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Route route() {
        return Route.get("/metrics").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        return Answer.text(200, FORMAT, registry.scrape());
    }
}
