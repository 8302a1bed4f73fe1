package dev.ovation.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.event.Event;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.store.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisEventsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private RedisServer server;
    private Redis redis;
    private RedisEvents events;
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final Address wallet = Orders.fan();

    @BeforeEach
    void start() {
        server = RedisServer.start();
        redis = server.connect();
        events = new RedisEvents(redis, 2);
    }

    @AfterEach
    void stop() {
        events.close();
        redis.close();
        server.close();
    }

    @Test
    void oneHearsOnesOwnEventsAndNobodyElses() throws Exception {
        try (AutoCloseable _ = events.subscribe(wallet, heard::add)) {
            awaitListening();
            Event mine = event(wallet, "a \u0000 \"ü\" 4:ab");
            events.publish(event(Orders.fan(), "not mine"));
            events.publish(mine);
            assertThat(heard.poll(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo(mine);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aSlowListenerHoldsUpNobody() throws Exception {
        Object never = new Object();
        try (AutoCloseable _ = events.subscribe(wallet, _ -> {
                    synchronized (never) {
                        try {
                            never.wait();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                });
                AutoCloseable _ = events.subscribe(wallet, heard::add)) {
            awaitListening();
            for (int i = 0; i < 1000; i++) {
                events.publish(event(wallet, "n" + i));
            }
            Event last = event(wallet, "n999");
            for (Event next = null; !last.equals(next); ) {
                next = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
                assertThat(next).isNotNull();
            }
        }
    }

    @Test
    void thereAreAtMostAsManyListenersAsAllowed() throws Exception {
        AutoCloseable first = events.subscribe(wallet, heard::add);
        try (AutoCloseable _ = events.subscribe(wallet, heard::add)) {
            assertThatThrownBy(() -> events.subscribe(wallet, heard::add)).isInstanceOf(Unavailable.class);
            first.close();
            first.close();
            events.subscribe(wallet, heard::add).close();
        }
    }

    @Test
    void listeningGoesOnAfterRedisWasAway() throws Exception {
        try (AutoCloseable _ = events.subscribe(wallet, heard::add)) {
            awaitListening();
            server.stop();
            events.publish(event(wallet, "lost"));
            server.restart();
            Event after = event(wallet, "after");
            long deadline = System.nanoTime() + SOON.toNanos();
            Event next = null;
            while (next == null && System.nanoTime() < deadline) {
                events.publish(after);
                next = heard.poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(next).isEqualTo(after);
        }
    }

    private void awaitListening() {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!events.isListening() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(events.isListening()).isTrue();
    }

    private static Event event(Address wallet, String value) {
        return new Event("intent.settled", wallet, Map.of("value", value), Instant.ofEpochMilli(1_700_000_000_123L));
    }
}
