package dev.ovation.runtime.http;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the connection of a client that has begun a request and does not end its head in time. Helidon's time-out of a
 * read begins anew with each byte, and its search for idle connections passes over those that have begun a request.
 */
final class LateHeads implements Http1ConnectionListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LateHeads.class);

    private final Map<ConnectionContext, Long> begun = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("late-heads").factory());
    private final long limit;

    LateHeads(Duration arrival) {
        limit = arrival.toNanos();
        long period = Math.max(1, limit / 10);
        timer.scheduleWithFixedDelay(this::closeLate, period, period, TimeUnit.NANOSECONDS);
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        begun.put(connection, System.nanoTime());
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        begun.remove(connection);
    }

    private void closeLate() {
        long now = System.nanoTime();
        begun.forEach((connection, since) -> {
            if (now - since > limit && begun.remove(connection, since)) {
                close(connection);
            }
        });
    }

    private static void close(ConnectionContext connection) {
        try {
            connection.serverSocket().close();
        } catch (RuntimeException e) {
            // One that is closed already; whatever it is, it must not end the timer.
            log.debug("a late connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
