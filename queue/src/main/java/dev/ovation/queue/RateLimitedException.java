package dev.ovation.queue;

/**
 * Thrown by a handler that called {@link Queue#rateLimit} because a service it depends on asked for a pause: its job
 * goes back to wait without counting an attempt, and its worker waits until the limit has passed. So does every other one
 * that has a rate limit, or every one where the queue has a global rate limit; a worker that has none goes on.
 */
public final class RateLimitedException extends QueueException {

    private static final long serialVersionUID = 1L;

    public RateLimitedException() {
        super("the queue is rate limited");
    }
}
