package dev.ovation.queue;

/** A job can't complete because jobs that were added as its children haven't yet. */
final class OpenChildrenException extends QueueException {

    private static final long serialVersionUID = 1L;

    OpenChildrenException(String message) {
        super(message);
    }
}
