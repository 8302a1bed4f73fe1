package dev.ovation.queue;

import org.jspecify.annotations.Nullable;

/** A job in this worker's hands: its lock's token, and the thread that may be interrupted while the handler runs. */
final class RunningJob<T> {

    final Job<T> job;
    final String token;
    volatile long lockedAt;
    private @Nullable Thread handling;
    private boolean handled;

    RunningJob(Job<T> job, String token, long lockedAt) {
        this.job = job;
        this.token = token;
        this.lockedAt = lockedAt;
    }

    synchronized void handlingBegins() {
        handling = Thread.currentThread();
        if (job.isCancelled()) {
            Thread.currentThread().interrupt();
        }
    }

    /** From here on the thread talks to Redis and must not be interrupted: it would close the socket under others. */
    synchronized void handlingEnds() {
        handling = null;
        handled = true;
        boolean cleared = Thread.interrupted();
        assert cleared || !Thread.currentThread().isInterrupted();
    }

    /** Interrupts the handler, as soon as it begins if it hasn't yet; false if it has ended. */
    synchronized boolean cancel(String reason) {
        if (handled) {
            return false;
        }
        job.markCancelled(reason);
        if (handling != null) {
            handling.interrupt();
        }
        return true;
    }
}
