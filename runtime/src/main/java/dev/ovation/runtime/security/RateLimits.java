package dev.ovation.runtime.security;

import java.time.Duration;

/** Counts calls against limits, shared by all servers. Safe to share between threads. */
public interface RateLimits {

    /**
     * How a call fared.
     *
     * @param remaining calls left after this one, not below 0
     * @param reset until the limit is whole again
     */
    record Taken(boolean allowed, long remaining, Duration reset) {}

    /**
     * Takes one call from a key's limit.
     *
     * @throws dev.ovation.core.refusal.Unavailable if the count can't be shared now
     */
    Taken take(String key, long quota, Duration window);
}
