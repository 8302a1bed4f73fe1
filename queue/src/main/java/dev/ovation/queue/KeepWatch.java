package dev.ovation.queue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Renews the locks of the jobs that run, and looks for jobs whose worker died. On a thread and a connection of its own,
 * so that handlers that hog every other thread can't make their own locks run out.
 */
final class KeepWatch<T> {

    private final WorkerParts<T> parts;
    private final ScheduledExecutorService timer;

    KeepWatch(WorkerParts<T> parts) {
        this.parts = parts;
        this.timer = parts.timer();
    }

    void start() {
        long renewal = Math.max(1, parts.options().lockDuration.toMillis() / 4);
        long search = parts.options().stalledInterval.toMillis();
        timer.scheduleWithFixedDelay(unceasing(this::renewLocks), renewal, renewal, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(unceasing(this::findStalled), 0, search, TimeUnit.MILLISECONDS);
    }

    /** A task that throws anything at all would never be run again. */
    private Runnable unceasing(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                parts.events().error(e);
            }
        };
    }

    /** Every quarter of a lock's time, those that were not renewed for more than a quarter of it. */
    private void renewLocks() {
        long now = System.nanoTime();
        long due = parts.options().lockDuration.toNanos() / 4;
        List<String> ids = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (RunningJob<T> running : parts.state().running.values()) {
            if (now - running.lockedAt > due) {
                ids.add(running.job.id());
                tokens.add(running.token);
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        List<String> lost = Text.strings(parts.connection()
                .runAside(Command.script(
                        Script.EXTEND_LOCKS,
                        true,
                        parts.keys().stalled,
                        parts.keys().root,
                        MessagePack.pack(tokens),
                        MessagePack.pack(ids),
                        Text.of(parts.options().lockDuration.toMillis()))));
        parts.events().answered();
        Set<String> failed = new HashSet<>(lost);
        for (String id : ids) {
            RunningJob<T> running = parts.state().running.get(id);
            if (running != null && !failed.contains(id)) {
                running.lockedAt = now;
            }
        }
        tellLost(lost);
    }

    private void tellLost(List<String> ids) {
        // A job that was settled while the renewal was on its way has no lock either: that is no loss.
        List<String> lost =
                ids.stream().filter(parts.state().running::containsKey).toList();
        if (lost.isEmpty()) {
            return;
        }
        parts.events().tell(listener -> listener.onLockLost(lost));
        if (parts.options().cancelOnLockLoss) {
            for (String id : lost) {
                RunningJob<T> running = parts.state().running.get(id);
                if (running != null) {
                    running.cancel("the job's lock was lost");
                }
            }
        }
    }

    private void findStalled() {
        if (!parts.state().mayFetch()) {
            return;
        }
        QueueKeys keys = parts.keys();
        List<String> stalled = Text.strings(parts.connection()
                .runAside(Command.script(
                        Script.MOVE_STALLED_JOBS_TO_WAIT,
                        true,
                        keys.stalled,
                        keys.wait,
                        keys.active,
                        keys.stalledCheck,
                        keys.meta,
                        keys.paused,
                        keys.marker,
                        keys.events,
                        keys.repeat,
                        Text.of(parts.options().maxStalledCount),
                        keys.root,
                        Text.of(parts.now()),
                        Text.of(parts.options().stalledInterval.toMillis()))));
        if (!stalled.isEmpty()) {
            parts.events().tell(listener -> listener.onStalled(stalled));
        }
    }
}
