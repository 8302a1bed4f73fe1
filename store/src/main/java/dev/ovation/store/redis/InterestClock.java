package dev.ovation.store.redis;

import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.InterestIndex;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The interest index of this moment, by the chain's clock: read once a second, and in between carried on by ours.
 */
final class InterestClock {

    private record Reading(InterestIndex index, long chainSecond, Instant at) {

        long now(Instant ours) {
            return index.at(chainSecond + Math.max(0, Duration.between(at, ours).toSeconds()));
        }
    }

    private final ChainAccounts chain;
    private final Clock clock;
    private final Duration validity;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Reading last;

    InterestClock(ChainAccounts chain, Clock clock, Duration validity) {
        this.chain = chain;
        this.clock = clock;
        this.validity = validity;
    }

    long now() {
        return reading().now(clock.instant());
    }

    /**
     * The index at a second of the chain's clock, past ones included. A past one is exact unless the rate has changed
     * since; the next reading from the chain mends that.
     */
    long at(long second) {
        return reading().index().backOrAt(second);
    }

    private Reading reading() {
        Reading known = last;
        if (known != null && isFresh(known)) {
            return known;
        }
        lock.lock();
        try {
            Reading meanwhile = last;
            if (meanwhile != null && isFresh(meanwhile)) {
                return meanwhile;
            }
            Reading read = new Reading(chain.index(), chain.now(), clock.instant());
            last = read;
            return read;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFresh(Reading reading) {
        return Duration.between(reading.at(), clock.instant()).compareTo(validity) < 0;
    }
}
