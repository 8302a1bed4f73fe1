package dev.ovation.queue;

/** The job (or the queue) is not in the state that the operation needs. */
public final class JobStateException extends QueueException {

    private static final long serialVersionUID = 1L;

    JobStateException(String message) {
        super(message);
    }
}
