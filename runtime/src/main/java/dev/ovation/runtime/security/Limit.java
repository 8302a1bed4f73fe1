package dev.ovation.runtime.security;

import java.time.Duration;

/**
 * So many calls in so much time.
 *
 * @param name as it stands in the RateLimit headers
 */
public record Limit(String name, long quota, Duration window) {

    public Limit {
        if (quota < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException("a limit needs a quota of at least 1 and a window of at least 1 s");
        }
    }
}
