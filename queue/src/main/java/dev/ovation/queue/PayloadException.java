package dev.ovation.queue;

import org.jspecify.annotations.Nullable;

/** A payload or result can't be turned into JSON, or the stored JSON is not what the codec expects. */
public final class PayloadException extends QueueException {

    private static final long serialVersionUID = 1L;

    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
