package dev.ovation.api.events;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.http.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One wallet's news for one client. A client that reads too slowly loses the oldest; it reads the state then, as after
 * any lost connection. Ends with the client's access token.
 */
final class WalletNews implements EventSource {

    private static final Logger log = LoggerFactory.getLogger(WalletNews.class);
    private static final int MAX_WAITING = 256;
    /** How soon a stream notices that the server stops. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final AutoCloseable subscription;
    private final Clock clock;
    private final Instant until;
    private final BooleanSupplier stopping;
    private final Runnable whenClosed;

    WalletNews(
            Events events, Address wallet, Clock clock, Instant until, BooleanSupplier stopping, Runnable whenClosed) {
        this.clock = clock;
        this.until = until;
        this.stopping = stopping;
        this.whenClosed = whenClosed;
        this.subscription = events.subscribe(wallet, this::offer);
    }

    private void offer(Event event) {
        while (!waiting.offer(event)) {
            waiting.poll();
        }
    }

    @Override
    public Optional<Item> next(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isOver()) {
            long left = Math.min(deadline - System.nanoTime(), LOOK.toNanos());
            Event event = waiting.poll(left, TimeUnit.NANOSECONDS);
            if (event != null) {
                return Optional.of(item(event));
            }
            if (System.nanoTime() >= deadline) {
                break;
            }
        }
        return Optional.empty();
    }

    private static Item item(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", event.type());
        json.put("at", event.at());
        json.put("data", event.data());
        return new Item(event.type(), json);
    }

    @Override
    public boolean isOver() {
        return stopping.getAsBoolean() || !clock.instant().isBefore(until);
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (Exception e) {
            log.warn("a subscription could not be closed", e);
        } finally {
            whenClosed.run();
        }
    }
}
