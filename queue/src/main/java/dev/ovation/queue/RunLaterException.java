package dev.ovation.queue;

import java.time.Duration;

/** Thrown by a handler to put its job aside until later, without counting an attempt. */
public final class RunLaterException extends QueueException {

    private static final long serialVersionUID = 1L;
    private final transient Duration delay;

    /**
     * @param delay from now, zero or more
     */
    public RunLaterException(Duration delay) {
        super("run again in " + delay);
        this.delay = delay;
    }

    public Duration delay() {
        return delay;
    }
}
