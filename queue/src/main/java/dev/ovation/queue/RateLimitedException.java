package dev.ovation.queue;

/**
 * Thrown by a handler that called {@link Queue#rateLimit} because a service it depends on asked for a pause: its job
 * goes back to wait without counting an attempt, and every worker of the queue waits until the limit has passed.
 */
public final class RateLimitedException extends QueueException {

    private static final long serialVersionUID = 1L;

    public RateLimitedException() {
        super("the queue is rate limited");
    }
}
