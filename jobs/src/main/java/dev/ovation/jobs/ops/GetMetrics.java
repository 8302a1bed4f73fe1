package dev.ovation.jobs.ops;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** {@code GET /metrics} in Prometheus's text format. */
public final class GetMetrics implements Endpoint {

    private final PrometheusMeterRegistry metrics;
    private final QueueDepths depths;

    public GetMetrics(PrometheusMeterRegistry metrics, QueueDepths depths) {
        this.metrics = metrics;
        this.depths = depths;
    }

    @Override
    public Route route() {
        return Route.get("/metrics").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        depths.refresh();
        return Answer.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }
}
