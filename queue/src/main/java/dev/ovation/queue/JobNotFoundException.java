package dev.ovation.queue;

/** There is no job with this id (any more). */
public final class JobNotFoundException extends QueueException {

    private static final long serialVersionUID = 1L;

    JobNotFoundException(String message) {
        super(message);
    }
}
