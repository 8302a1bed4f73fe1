package dev.ovation.queue;

import org.jspecify.annotations.Nullable;

/**
 * Does the work of a job.
 *
 * <p>It may be run more than once for one job, even at the same time in two programs: when a worker dies, loses its
 * connection for longer than its lock lasts, or stops for too long. So what it does must be idempotent.
 *
 * <p>What it throws fails the attempt, and the job is tried again while it has attempts left.
 * {@link UnrecoverableException} fails the job for good, {@link RunLaterException} puts it off,
 * {@link RateLimitedException} gives it back until the rate limit has passed.
 */
@FunctionalInterface
public interface JobHandler<T> {

    /**
     * @return what is kept as the job's result, as JSON; null for nothing
     */
    @Nullable
    Object handle(Job<T> job) throws Exception;
}
