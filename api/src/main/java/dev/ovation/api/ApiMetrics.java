package dev.ovation.api;

import dev.ovation.core.intent.GatherBatches;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What the API server measures beside its requests. */
public final class ApiMetrics {

    private ApiMetrics() {}

    /** Shows how many orders wait for a batch: the pressure on the chain. */
    public static void watch(MeterRegistry registry, GatherBatches gatherBatches) {
        Gauge.builder("ovation.orders.waiting", gatherBatches, GatherBatches::waiting)
                .description("Claps and gifts that wait for a batch")
                .register(registry);
    }
}
