package dev.ovation.queue;

import java.time.Duration;

/** No more than {@code jobs} start within {@code within}, over all workers of the queue that have a rate limit. */
public record RateLimit(int jobs, Duration within) {

    public RateLimit {
        if (jobs < 1) {
            throw new IllegalArgumentException("a rate limit allows at least one job, not " + jobs);
        }
        if (within.toMillis() < 1) {
            throw new IllegalArgumentException("a rate limit's time is a millisecond or longer");
        }
    }
}
