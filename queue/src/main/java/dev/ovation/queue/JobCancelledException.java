package dev.ovation.queue;

/** A job's failure when it was cancelled, ran out of its time, or was interrupted because its lock was lost. */
public final class JobCancelledException extends QueueException {

    private static final long serialVersionUID = 1L;

    public JobCancelledException(String message) {
        super(message);
    }
}
