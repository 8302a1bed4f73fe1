package dev.ovation.queue;

/** A job scheduler's next job can't be created: another job has its id, or its time slots are taken. */
public final class SchedulerException extends QueueException {

    private static final long serialVersionUID = 1L;

    SchedulerException(String message) {
        super(message);
    }
}
