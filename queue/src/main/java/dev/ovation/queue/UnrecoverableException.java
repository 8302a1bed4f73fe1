package dev.ovation.queue;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler to fail its job at once, whatever attempts are left. BullMQ calls it UnrecoverableError. */
public class UnrecoverableException extends QueueException {

    private static final long serialVersionUID = 1L;

    public UnrecoverableException(String message) {
        super(message);
    }

    public UnrecoverableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
