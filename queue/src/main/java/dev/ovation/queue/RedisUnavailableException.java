package dev.ovation.queue;

/**
 * Redis could not be reached, or not in time, or can't serve for now: it starts, became a replica, has no memory, disk,
 * replicas or connections left. It passes, or an operator must see to it: the same call may be made again.
 *
 * <p>Where {@link #outcomeUnknown()} is true the command had already been sent, so that Redis may have executed it.
 * Adding a job again is then only safe with a job id of one's own.
 */
public final class RedisUnavailableException extends QueueException {

    private static final long serialVersionUID = 1L;
    private final boolean outcomeUnknown;

    RedisUnavailableException(String message, Throwable cause, boolean outcomeUnknown) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether Redis may have executed the command although no answer came. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
