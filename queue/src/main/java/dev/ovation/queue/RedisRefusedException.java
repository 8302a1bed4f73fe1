package dev.ovation.queue;

/** Redis answered with an error that doesn't pass: wrong password, no permission, a script that failed. */
public final class RedisRefusedException extends QueueException {

    private static final long serialVersionUID = 1L;

    RedisRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
