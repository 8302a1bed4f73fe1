package dev.ovation.queue;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hangs up on a Redis that doesn't take what is written to it within the time limit of a command: sockets have a limit
 * for reading only. Little is taken by the system's own buffers, so only a long write is watched. For one writer at a
 * time.
 */
final class WriteLimit {

    /** What the system takes at once where no answer is outstanding; where one is, its reader watches the time. */
    private static final int HARMLESS_BYTES = 32_768;

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final LaneConnection connection;
    private final long nanos;
    private int bytes;
    private volatile long lastStep;
    private @Nullable Future<?> watching;

    WriteLimit(LaneConnection connection, long nanos) {
        this.connection = connection;
        this.nanos = nanos;
    }

    void begin() {
        bytes = 0;
    }

    /** Before each command is written. */
    void next(Command command) {
        for (byte[] arg : command.args()) {
            bytes += arg.length;
        }
        if (bytes > HARMLESS_BYTES) {
            lastStep = System.nanoTime();
            if (watching == null) {
                watching = WATCH.scheduleWithFixedDelay(this::look, nanos, nanos / 8 + 1, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Once all is written, or nothing more will be. */
    void end() {
        if (watching != null) {
            watching.cancel(false);
            watching = null;
        }
    }

    private void look() {
        if (System.nanoTime() - lastStep > nanos) {
            RedisDialer.hangUp(connection);
        }
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("queue-write-limit").daemon().factory());
        watch.setRemoveOnCancelPolicy(true);
        watch.setKeepAliveTime(10, TimeUnit.SECONDS);
        watch.allowCoreThreadTimeOut(true);
        return watch;
    }
}
