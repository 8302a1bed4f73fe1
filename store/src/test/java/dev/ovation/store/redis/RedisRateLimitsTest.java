package dev.ovation.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.store.redis.RedisRateLimits.Decision;
import dev.ovation.store.redis.RedisRateLimits.Limit;
import dev.ovation.store.testing.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisRateLimitsTest {

    private static RedisServer server;
    private static Redis redis;
    private final RedisRateLimits limits = new RedisRateLimits(redis);

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        redis = server.connect();
    }

    @AfterAll
    static void stop() {
        redis.close();
        server.close();
    }

    @Test
    void countsDownAndRefusesUntilRequestsFlowBack() {
        Limit limit = new Limit(3, Duration.ofHours(3));
        assertThat(limits.count("a", limit)).isEqualTo(new Decision(true, 3, 2, 3600, 0));
        assertThat(limits.count("a", limit).remaining()).isEqualTo(1);
        assertThat(limits.count("a", limit).remaining()).isZero();
        Decision refused = limits.count("a", limit);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfterSeconds()).isBetween(3500L, 3600L);
        assertThat(refused.resetSeconds()).isBetween(10_700L, 10_800L);
        assertThat(limits.count("b", limit).allowed()).isTrue();
    }

    @Test
    void aRefusedRequestCostsNothing() {
        Limit limit = new Limit(1, Duration.ofHours(1));
        limits.count("c", limit);
        long first = limits.count("c", limit).retryAfterSeconds();
        assertThat(limits.count("c", limit).retryAfterSeconds()).isLessThanOrEqualTo(first);
    }

    @Test
    void requestsAreAllowedAgainWhenTheirTimeHasCome() {
        // 1000 in a second: the next one is due after a millisecond, which the loop below outlasts.
        Limit limit = new Limit(1000, Duration.ofSeconds(1));
        int allowed = 0;
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (allowed <= 1000 && System.nanoTime() < deadline) {
            allowed += limits.count("d", limit).allowed() ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(1001);
    }

    @Test
    void manyAtOnceGetExactlyTheLimit() throws Exception {
        Limit limit = new Limit(20, Duration.ofHours(10));
        int allowed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Decision>> decisions = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                decisions.add(threads.submit(() -> limits.count("e", limit)));
            }
            for (Future<Decision> decision : decisions) {
                allowed += decision.get().allowed() ? 1 : 0;
            }
        }
        assertThat(allowed).isEqualTo(20);
    }
}
