package dev.ovation.queue;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes a queue's jobs and has a handler run them, on virtual threads where it runs many at once.
 *
 * <p><b>Promise.</b> A job that was added is run to its end at least once while Redis keeps its data, by this worker or
 * another: a worker that dies, or can't reach Redis for longer than its lock lasts, loses its jobs to the others. So a
 * job may be run twice, even at the same time, and the handler must be idempotent. A job that has lost its worker more
 * often than {@link WorkerOptions.Builder#maxStalledCount} allows (once by default) is failed instead of being run again,
 * so that a job that kills its workers can't go on for ever. A worker may be started while Redis is down, survives its
 * restarts and fail-overs, and tells what goes wrong to {@link WorkerListener#onError}.
 *
 * <p>Safe for any number of threads.
 *
 * @param <T> the payload of the queue's jobs
 */
public final class Worker<T> implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(30);

    /** How long interrupted handlers have to end, so that their jobs can be given back rather than left to stall. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /** As long as Redis takes for a script. Spares the one thread of a worker that runs one job at a time the sleep. */
    private static final long SPIN_NANOS = 40_000;

    private final WorkerParts<T> parts;
    private final CommandLane lane;
    private final @Nullable ExecutorService threads;
    private final MarkerWait marker;
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    public Worker(QueueConnection connection, String queue, Class<T> payload, JobHandler<T> handler) {
        this(connection, queue, PayloadCodec.json(payload), handler, WorkerOptions.defaults());
    }

    public Worker(
            QueueConnection connection, String queue, Class<T> payload, JobHandler<T> handler, WorkerOptions options) {
        this(connection, queue, PayloadCodec.json(payload), handler, options);
    }

    /** Nothing happens before {@link #start}. */
    public Worker(
            QueueConnection connection,
            String queue,
            PayloadCodec<T> codec,
            JobHandler<T> handler,
            WorkerOptions options) {
        QueueKeys keys = new QueueKeys(options.prefix, queue);
        this.timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name("queue-" + queue + "-watch").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        this.threads = options.slotThreads();
        boolean spins = threads == null
                && Runtime.getRuntime().availableProcessors() > 1
                && !connection.dialer().settings().tls();
        this.lane = connection.openLane(spins ? SPIN_NANOS : 0);
        this.marker = new MarkerWait(connection.dialer(), keys, options);
        this.parts = new WorkerParts<>(
                connection,
                keys,
                codec,
                handler,
                options,
                new WorkerState<>(options.concurrency),
                new WorkerEvents(queue),
                new ChangeJob(connection, keys),
                new ScheduleJobs(connection, keys),
                new TakeJobs(connection, lane, keys, options),
                Executors.unconfigurableScheduledExecutorService(timer),
                UUID.randomUUID().toString());
    }

    /** Tells a listener from now on; best before the start. */
    public Worker<T> listen(WorkerListener listener) {
        parts.events().add(listener);
        return this;
    }

    /**
     * Starts to take jobs. Doesn't wait for Redis. From here on the program goes on when its main method has returned,
     * as a Node program does, until the worker is closed.
     *
     * @throws IllegalStateException if it was started before, or is closed
     */
    public Worker<T> start() {
        if (closed.get() || !started.compareAndSet(false, true)) {
            throw new IllegalStateException("a worker is started once");
        }
        new KeepWatch<>(parts).start();
        FetchJobs<T> fetch = new FetchJobs<>(
                parts.connection(),
                parts.state(),
                parts.take(),
                marker,
                parts.events(),
                parts.options(),
                threads,
                this::slot,
                parts.workerId());
        Thread.ofPlatform()
                .name("queue-" + parts.keys().name + "-fetch")
                .daemon(false)
                .start(fetch);
        return this;
    }

    /** Tells this worker's locks from those of others. */
    public String id() {
        return parts.workerId();
    }

    /** How many jobs it runs at this moment. */
    public int activeJobs() {
        return parts.state().running.size();
    }

    public boolean isRunning() {
        return started.get() && !closed.get();
    }

    public boolean isPaused() {
        return parts.state().isPaused();
    }

    /** Takes no further jobs; those that run go on. Other workers are not concerned. */
    public void pause() {
        parts.state().paused(true);
        marker.wakeUp();
        parts.events().tell(WorkerListener::onPaused);
    }

    public void resume() {
        parts.state().paused(false);
        parts.events().tell(WorkerListener::onResumed);
    }

    /**
     * Interrupts the handler of a job that this worker runs; its attempt fails, unless it ends well all the same.
     *
     * @return false if this worker doesn't run it
     */
    public boolean cancel(String jobId, String reason) {
        RunningJob<T> running = parts.state().running.get(jobId);
        return running != null && running.cancel(reason);
    }

    /** Every job that this worker runs. */
    public void cancelAll(String reason) {
        parts.state().running.values().forEach(running -> running.cancel(reason));
    }

    /** Lets running jobs end, for 30 seconds at most. */
    @Override
    public void close() {
        close(GRACE);
    }

    /**
     * Takes no further jobs, and lets those that run end. After {@code grace} their handlers are interrupted, and their
     * jobs are given back to the queue without counting an attempt. A handler that doesn't heed the interrupt loses its
     * job to another worker once its lock has run out.
     *
     * @param grace zero to interrupt at once
     */
    public void close(Duration grace) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        WorkerState<T> state = parts.state();
        state.stop();
        marker.close();
        if (!state.awaitIdle(grace.toNanos())) {
            state.force();
            cancelAll("the worker is being closed");
            state.awaitIdle(LAST_WORDS.toNanos());
        }
        timer.shutdownNow();
        // A handler that doesn't heed its interrupt may still have something to tell.
        state.onceIdle(this::release);
        parts.events().tell(WorkerListener::onClosed);
    }

    private void release() {
        lane.close();
        if (threads != null) {
            threads.shutdown();
        }
    }

    private Runnable slot(StoredJob job, String token) {
        SettleJob settle = new SettleJob(parts.connection(), parts.keys(), parts.options(), parts.take(), token);
        return new RunJobs<>(parts, settle, job);
    }
}
