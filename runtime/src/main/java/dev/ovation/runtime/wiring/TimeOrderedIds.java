package dev.ovation.runtime.wiring;

import dev.ovation.core.work.Ids;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * UUIDs of version 7 (RFC 9562): milliseconds, then a counter within them, then randomness. Within one process each is
 * larger than the one before.
 */
public final class TimeOrderedIds implements Ids {

    private static final int COUNTER_BITS = 12;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    /** Milliseconds and counter in one number, so that a busy millisecond runs over into the next. */
    private final AtomicLong last = new AtomicLong();

    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        long stamp = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long millis = stamp >>> COUNTER_BITS;
        long counter = stamp & ((1 << COUNTER_BITS) - 1);
        return new UUID(millis << 16 | 0x7000 | counter, random.nextLong() >>> 2 | 0x8000000000000000L);
    }
}
