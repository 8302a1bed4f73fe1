package dev.ovation.store.redis;

import dev.ovation.core.ledger.ChainAccounts;
import java.time.Clock;
import java.time.Duration;

/** What {@link RedisBalances} and {@link RedisReservations} share: one cache, and one clock of the interest. */
public final class BalanceCache {

    private final Redis redis;
    private final Clock clock;
    private final SnapshotCache snapshots;
    private final InterestClock interest;

    /**
     * @param maxAge how stale a cached account may be
     */
    public BalanceCache(Redis redis, ChainAccounts chain, Clock clock, Duration maxAge) {
        this.redis = redis;
        this.clock = clock;
        this.snapshots = new SnapshotCache(redis, chain, clock, maxAge);
        this.interest = new InterestClock(chain, clock, Duration.ofSeconds(1));
    }

    Redis redis() {
        return redis;
    }

    Clock clock() {
        return clock;
    }

    SnapshotCache snapshots() {
        return snapshots;
    }

    InterestClock interest() {
        return interest;
    }
}
