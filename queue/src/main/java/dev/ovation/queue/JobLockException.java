package dev.ovation.queue;

/** The job is locked by another worker, or this worker's lock on it is gone. */
public final class JobLockException extends QueueException {

    private static final long serialVersionUID = 1L;

    JobLockException(String message) {
        super(message);
    }
}
