package dev.ovation.queue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a worker's threads know in common: whether to go on, how many jobs run, and what to wait for. */
final class WorkerState<T> {

    final Map<String, RunningJob<T>> running = new ConcurrentHashMap<>();

    private final int concurrency;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int busySlots;
    private @Nullable Runnable last;
    private volatile boolean stopping;
    private volatile boolean forced;
    private volatile boolean paused;
    private volatile boolean drained;
    private volatile long rateLimitedUntil;
    private volatile long delayedUntil;

    WorkerState(int concurrency) {
        this.concurrency = concurrency;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Handlers were told to give up, and their jobs go back to the queue. */
    boolean isForced() {
        return forced;
    }

    boolean isPaused() {
        return paused;
    }

    boolean mayFetch() {
        return !stopping && !paused;
    }

    boolean isDrained() {
        return drained;
    }

    /** Answers whether it wasn't so before. */
    boolean drained(boolean nothingWaits) {
        boolean before = drained;
        drained = nothingWaits;
        return nothingWaits && !before;
    }

    long rateLimitedUntil() {
        return rateLimitedUntil;
    }

    void rateLimitedUntil(long epochMillis) {
        rateLimitedUntil = epochMillis;
        signal(); // An earlier pause may be longer than this one.
    }

    long delayedUntil() {
        return delayedUntil;
    }

    void delayedUntil(long epochMillis) {
        delayedUntil = epochMillis;
    }

    void stop() {
        stopping = true;
        signal();
    }

    void force() {
        forced = true;
        signal();
    }

    void paused(boolean pause) {
        paused = pause;
        drained = false;
        signal();
    }

    /** Waits until fewer jobs run than may; false when there is nothing to fetch for any more. */
    boolean awaitFreeSlot() {
        lock.lock();
        try {
            while (!stopping && (paused || busySlots >= concurrency)) {
                changed.awaitUninterruptibly();
            }
            if (stopping) {
                return false;
            }
            busySlots++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void freeSlot() {
        Runnable then = null;
        lock.lock();
        try {
            busySlots--;
            changed.signalAll();
            if (busySlots == 0) {
                then = last;
            }
        } finally {
            lock.unlock();
        }
        if (then != null) {
            then.run();
        }
    }

    /** Does something when no job runs, which may be at once; only once the worker is stopping. */
    void onceIdle(Runnable action) {
        boolean idle;
        lock.lock();
        try {
            last = action;
            idle = busySlots == 0;
        } finally {
            lock.unlock();
        }
        if (idle) {
            action.run();
        }
    }

    /** Waits so long, or until the worker stops or is paused. */
    void pauseFor(long millis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (nanos > 0 && mayFetch()) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long between two tries to settle a job; false once that is given up. */
    boolean pauseBeforeRetry(long millis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (nanos > 0 && !forced) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
        return !forced;
    }

    /** Waits until no job runs; false if that takes longer. */
    boolean awaitIdle(long nanosAtMost) {
        long nanos = nanosAtMost;
        lock.lock();
        try {
            while (busySlots > 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
