package dev.ovation.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.intent.Reservations.Outcome;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.store.testing.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisOutageTest {

    @Test
    void whileRedisIsAwayItIsUnavailableAndAfterwardsAllWorksAgain() {
        try (RedisServer server = RedisServer.start();
                Redis redis = server.connect()) {
            SettableChain chain = new SettableChain();
            Address fan = Orders.fan();
            chain.hold(fan, Wei.ofTokens(2), Wei.ZERO);
            BalanceCache cache = new BalanceCache(redis, chain, Clock.systemUTC(), Duration.ofSeconds(30));
            RedisReservations reservations = new RedisReservations(cache, List::of);
            assertThat(reservations.reserve(Orders.order(fan, Token.TK, Wei.of(1))))
                    .isEqualTo(Outcome.RESERVED);
            redis.ping();

            server.stop();
            assertThatThrownBy(redis::ping)
                    .isInstanceOfSatisfying(
                            Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("redis"));
            assertThatThrownBy(() -> reservations.reserve(Orders.order(fan, Token.TK, Wei.of(1))))
                    .isInstanceOf(Unavailable.class);

            server.restart();
            awaitPing(redis);
            // Scripts, snapshots and promises are gone with the old server.
            assertThat(reservations.reserve(Orders.order(fan, Token.TK, Wei.of(1))))
                    .isEqualTo(Outcome.RESERVED);
        }
    }

    /** Connections that died with the old server are found out one by one. */
    private static void awaitPing(Redis redis) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                redis.ping();
                return;
            } catch (Unavailable e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }
}
