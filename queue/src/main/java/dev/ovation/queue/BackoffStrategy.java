package dev.ovation.queue;

import java.time.Duration;
import java.util.Optional;

/** A worker's own pauses between attempts, for jobs whose {@link Backoff} has a type that BullMQ doesn't know. */
@FunctionalInterface
public interface BackoffStrategy {

    /**
     * @param attemptsMade how many attempts have failed, one or more
     * @param type the back-off's type
     * @return how long to wait, zero for not at all; empty to fail the job for good
     */
    Optional<Duration> pauseAfter(int attemptsMade, String type, Throwable failure, Job<?> job);
}
