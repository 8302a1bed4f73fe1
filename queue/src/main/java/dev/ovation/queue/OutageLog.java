package dev.ovation.queue;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Says in the log that Redis went away, now and then that it still is, and that it is back: a handful of lines for an
 * outage, however often it is tried meanwhile. Safe for many threads.
 */
final class OutageLog {

    /** No two lines about an outage come closer than this. */
    static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Logger log;
    private final String who;
    private final LongSupplier nanos;
    private long lastTold;
    private boolean everTold;
    private volatile boolean away;

    /**
     * @param who with what each line begins
     */
    OutageLog(Logger log, String who) {
        this(log, who, System::nanoTime);
    }

    OutageLog(Logger log, String who, LongSupplier nanos) {
        this.log = log;
        this.who = who;
        this.nanos = nanos;
    }

    synchronized void failed(Throwable failure) {
        long now = nanos.getAsLong();
        if (everTold && now - lastTold < QUIET_NANOS) {
            return;
        }
        log.warn("{}: {}", who, failure.toString());
        everTold = true;
        lastTold = now;
        away = true;
    }

    void answered() {
        if (away) {
            tellBack();
        }
    }

    private synchronized void tellBack() {
        if (away) {
            away = false;
            log.info("{}: Redis answers again", who);
        }
    }
}
