package dev.ovation.runtime.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and times requests by the template of their route, so that ids in paths don't become metrics; and writes one
 * line of log for each, without queries, which may hold emails. Safe to share between threads.
 */
public final class ObserveRequests {

    private static final Logger access = LoggerFactory.getLogger("dev.ovation.access");
    private static final String UNKNOWN = "unknown";

    private record Key(String route, String method, int status) {}

    private final MeterRegistry registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
    private final AtomicInteger active = new AtomicInteger();

    public ObserveRequests(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("ovation.http.requests.active", active, AtomicInteger::get)
                .description("Requests that are being answered")
                .register(registry);
    }

    /** Requests that are being answered, streams included. */
    public int active() {
        return active.get();
    }

    void begun() {
        active.incrementAndGet();
    }

    void ended(Call call, int status, long nanos) {
        active.decrementAndGet();
        String route = call.route().map(Route::path).orElse(UNKNOWN);
        String method = call.route().map(r -> r.verb().name()).orElse(UNKNOWN);
        timers.computeIfAbsent(new Key(route, method, status), this::timer).record(nanos, TimeUnit.NANOSECONDS);
        if (access.isInfoEnabled()) {
            access.info(
                    "{} {} {} {}us account={}{}",
                    method,
                    route,
                    status,
                    nanos / 1000,
                    call.caller().map(c -> c.account().id().toString()).orElse("-"),
                    call.remarks());
        }
    }

    private Timer timer(Key key) {
        return Timer.builder("ovation.http.requests")
                .description("Requests by route, method and status")
                .tag("route", key.route())
                .tag("method", key.method())
                .tag("status", String.valueOf(key.status()))
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30))
                .register(registry);
    }
}
