package dev.ovation.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells. Called on the worker's own threads, so it must be quick; what it throws is logged and forgotten.
 */
public interface WorkerListener {

    /** The handler is about to be called. */
    default void onActive(Job<?> job) {}

    /** Redis has the result. */
    default void onCompleted(Job<?> job, @Nullable Object result) {}

    /**
     * An attempt failed.
     *
     * @param retried whether the job will be tried again
     */
    default void onFailed(Job<?> job, Throwable failure, boolean retried) {}

    /** Jobs whose worker died or lost its lock were given back to the queue. */
    default void onStalled(List<String> jobIds) {}

    /** These locks could not be renewed: other workers may be running the jobs too. */
    default void onLockLost(List<String> jobIds) {}

    /** No job waits any more. */
    default void onDrained() {}

    default void onPaused() {}

    default void onResumed() {}

    default void onClosed() {}

    /**
     * Something went wrong outside a handler; the worker goes on. While Redis is away it is called once per try; a
     * worker without listeners says so in the log, with a line when Redis goes and one when it is back.
     */
    default void onError(Throwable failure) {}
}
