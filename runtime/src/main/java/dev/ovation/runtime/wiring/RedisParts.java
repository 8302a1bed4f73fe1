package dev.ovation.runtime.wiring;

import dev.ovation.core.event.Events;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.runtime.security.RateLimits;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.store.redis.BalanceCache;
import dev.ovation.store.redis.Redis;
import dev.ovation.store.redis.RedisBalances;
import dev.ovation.store.redis.RedisEvents;
import dev.ovation.store.redis.RedisRateLimits;
import dev.ovation.store.redis.RedisReservations;
import dev.ovation.store.redis.RedisSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** What Redis holds: balances, promises, events and rate limits. All of it can be built anew. */
public final class RedisParts implements AutoCloseable {

    /** More pending intents than this are never in flight: the queues before the chain are bounded. */
    private static final int ALL_PENDING = 200_000;

    private final Redis redis;
    private final RedisEvents events;
    private final Balances balances;
    private final RedisReservations promises;
    private final Reservations reservations;
    private final RateLimits rateLimits;
    private final Clock clock;

    private RedisParts(Redis redis, BalanceCache cache, Intents intents, Clock clock, Surround surround) {
        this.redis = redis;
        this.clock = clock;
        this.events = new RedisEvents(redis, 10_000);
        this.balances = new RedisBalances(cache);
        this.promises = new RedisReservations(cache, () -> pending(intents, clock));
        this.reservations = surround.around(Reservations.class, promises);
        RedisRateLimits limits = new RedisRateLimits(redis);
        this.rateLimits = (key, quota, window) -> {
            RedisRateLimits.Decision decision = limits.count(key, new RedisRateLimits.Limit(quota, window));
            return new RateLimits.Taken(
                    decision.allowed(),
                    decision.remaining(),
                    Duration.ofSeconds(decision.allowed() ? decision.resetSeconds() : decision.retryAfterSeconds()));
        };
    }

    static RedisParts open(
            Environment env, URI url, ChainAccounts chain, Intents intents, Clock clock, Surround surround) {
        Redis redis = Redis.connect(RedisSettings.of(url.toString()));
        Duration maxAge = env.duration(
                "BALANCE_MAX_AGE",
                Duration.ofSeconds(60),
                "how old a cached balance may be before the chain is asked again");
        return new RedisParts(redis, new BalanceCache(redis, chain, clock, maxAge), intents, clock, surround);
    }

    private static List<Intent> pending(Intents intents, Clock clock) {
        return intents.stranded(clock.instant().plusSeconds(60), ALL_PENDING);
    }

    /** Drops promises that have outlived their intents; answers how many. */
    public int dropStaleReservations(Intents intents, Duration patience) {
        return promises.dropStale(
                clock.instant().minus(patience),
                ids -> intents.byIds(ids).stream()
                        .filter(intent -> intent.state() == IntentState.PENDING)
                        .map(Intent::id)
                        .collect(Collectors.toSet()));
    }

    public void ping() {
        redis.ping();
    }

    public Events events() {
        return events;
    }

    public Balances balances() {
        return balances;
    }

    public Reservations reservations() {
        return reservations;
    }

    public RateLimits rateLimits() {
        return rateLimits;
    }

    @Override
    public void close() {
        events.close();
        redis.close();
    }
}
