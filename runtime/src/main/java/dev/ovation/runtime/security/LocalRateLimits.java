package dev.ovation.runtime.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts in fixed windows in this process alone: what is left when the shared count does not answer. */
public final class LocalRateLimits implements RateLimits {

    private static final int MAX_KEYS = 100_000;

    /** @param allowed whether the call that came last had room */
    private record Window(Instant end, long used, boolean allowed) {}

    private final Cache<String, Window> windows =
            Caffeine.newBuilder().maximumSize(MAX_KEYS).build();
    private final Clock clock;

    public LocalRateLimits(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Taken take(String key, long quota, Duration window) {
        Instant now = clock.instant();
        Window after = windows.asMap().merge(key, new Window(now.plus(window), 1, true), (current, fresh) -> {
            if (!current.end().isAfter(now)) {
                return fresh;
            }
            boolean allowed = current.used() < quota;
            return new Window(current.end(), current.used() + (allowed ? 1 : 0), allowed);
        });
        return new Taken(after.allowed(), quota - after.used(), Duration.between(now, after.end()));
    }
}
