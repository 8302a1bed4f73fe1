package dev.ovation.queue;

import org.jspecify.annotations.Nullable;

/** What every failure of this library is. */
public class QueueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueException(String message) {
        super(message);
    }

    public QueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
