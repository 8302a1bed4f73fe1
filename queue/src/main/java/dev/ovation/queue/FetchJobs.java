package dev.ovation.queue;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A worker's one fetching thread: whenever a slot is free it takes the next job, waiting for one if need be, and has
 * another thread run it and those that follow from settling it. Where one job runs at a time there is nothing else to do
 * meanwhile, and it runs the job itself.
 *
 * <p>A platform thread: it waits in a socket most of its life, and is woken there some 50 µs sooner than a virtual one.
 */
final class FetchJobs<T> implements Runnable {

    private static final long LONGEST_RATE_LIMIT_MILLIS = 30_000;

    private final QueueConnection connection;
    private final WorkerState<T> state;
    private final TakeJobs take;
    private final MarkerWait marker;
    private final WorkerEvents events;
    private final WorkerOptions options;
    private final @Nullable Executor threads;
    private final SlotFactory slots;
    private final String workerId;
    private long fetches;
    private @Nullable String uncertainToken;

    FetchJobs(
            QueueConnection connection,
            WorkerState<T> state,
            TakeJobs take,
            MarkerWait marker,
            WorkerEvents events,
            WorkerOptions options,
            @Nullable Executor threads,
            SlotFactory slots,
            String workerId) {
        this.connection = connection;
        this.state = state;
        this.take = take;
        this.marker = marker;
        this.events = events;
        this.options = options;
        this.threads = threads;
        this.slots = slots;
        this.workerId = workerId;
    }

    /** What runs the job that was taken under the token, and then those that follow. */
    interface SlotFactory {
        Runnable slot(StoredJob job, String token);
    }

    @Override
    public void run() {
        while (state.awaitFreeSlot()) {
            boolean started = false;
            try {
                String token = workerId + ":" + fetches++;
                StoredJob job = next(token);
                String taken = uncertainToken == null ? token : uncertainToken;
                uncertainToken = null;
                Executor others = threads;
                if (job != null && others != null) {
                    start(others, job, taken);
                    started = true;
                } else if (job != null) {
                    slots.slot(job, taken).run();
                }
            } catch (RuntimeException | Error e) {
                if (state.mayFetch()) {
                    events.error(e);
                    state.pauseFor(options.retryDelay.toMillis());
                }
            } finally {
                if (!started) {
                    state.freeSlot();
                }
            }
        }
    }

    private void start(Executor others, StoredJob job, String token) {
        Runnable slot = slots.slot(job, token);
        others.execute(() -> {
            try {
                slot.run();
            } finally {
                state.freeSlot();
            }
        });
    }

    private @Nullable StoredJob next(String token) {
        if (uncertainToken != null) {
            StoredJob orphan = take.orphan(uncertainToken);
            if (orphan != null) {
                state.drained(false);
                return orphan;
            }
            uncertainToken = null;
        }
        long limitedFor = state.rateLimitedUntil() - connection.now();
        if (limitedFor > 0) {
            state.pauseFor(Math.min(limitedFor, LONGEST_RATE_LIMIT_MILLIS));
            state.rateLimitedUntil(0);
            state.drained(false);
        } else if (state.isDrained()) {
            long due = marker.await(state.delayedUntil(), connection.now());
            state.delayedUntil(due);
            if (due > 0 && due - connection.now() >= 1) {
                return null;
            }
        }
        if (!state.mayFetch()) {
            return null;
        }
        TakeJobs.Taken taken;
        try {
            taken = take.next(token);
        } catch (RedisUnavailableException e) {
            if (e.outcomeUnknown()) {
                uncertainToken = token;
            }
            throw e;
        }
        events.answered();
        note(state, taken, events, connection.now());
        return taken.job();
    }

    /** Keeps in mind what Redis said beside the job. */
    static <T> void note(WorkerState<T> state, TakeJobs.Taken taken, WorkerEvents events, long now) {
        if (taken.rateLimitMillis() > 0) {
            state.rateLimitedUntil(now + taken.rateLimitMillis());
        }
        state.delayedUntil(taken.delayedUntil());
        if (state.drained(taken.job() == null)) {
            events.tell(WorkerListener::onDrained);
        }
    }
}
