package dev.ovation.jobs.sweep;

import java.util.function.IntSupplier;

/**
 * A look for what was left behind.
 *
 * @param name for logs, metrics and the lease
 * @param exclusive whether one job server at a time does it
 * @param work answers how much it found; whatever it throws is logged, and it is tried again at the next round
 */
public record Sweep(String name, boolean exclusive, IntSupplier work) {

    /** One that a single server at a time does. */
    public static Sweep of(String name, IntSupplier work) {
        return new Sweep(name, true, work);
    }

    /** One that every server does for itself. */
    public static Sweep everywhere(String name, IntSupplier work) {
        return new Sweep(name, false, work);
    }
}
