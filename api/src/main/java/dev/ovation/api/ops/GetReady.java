package dev.ovation.api.ops;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /ready}: whether requests should be sent here: all that it needs answers, and it is not stopping. */
public final class GetReady implements Endpoint, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GetReady.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final List<Dependency> dependencies;
    private final BooleanSupplier stopping;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    public GetReady(List<Dependency> dependencies, BooleanSupplier stopping) {
        this.dependencies = List.copyOf(dependencies);
        this.stopping = stopping;
    }

    @Override
    public Route route() {
        return Route.get("/ready").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        Map<String, CompletableFuture<String>> probes = new LinkedHashMap<>();
        for (Dependency dependency : dependencies) {
            probes.put(
                    dependency.name(),
                    CompletableFuture.supplyAsync(() -> state(dependency), executor)
                            .completeOnTimeout("down", PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }
        Map<String, String> states = new LinkedHashMap<>();
        probes.forEach((name, state) -> states.put(name, state.join()));
        boolean ready = !stopping.getAsBoolean() && states.values().stream().allMatch("up"::equals);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", ready ? "ready" : stopping.getAsBoolean() ? "stopping" : "not-ready");
        body.put("dependencies", states);
        return new Answer(ready ? 200 : 503, ready ? Map.of() : Map.of("Retry-After", "5"), new Answer.Body.Json(body));
    }

    private static String state(Dependency dependency) {
        try {
            dependency.probe().run();
            return "up";
        } catch (RuntimeException e) {
            log.warn("not ready dependency={}", dependency.name(), e);
            return "down";
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
