package dev.ovation.acceptance.simulation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Polls servers until something holds. */
public final class Until {

    /** What takes moments may take a minute where everything happens at once on two cores; costs nothing otherwise. */
    static final Duration ON_A_BUSY_MACHINE = Duration.ofMinutes(3);

    private Until() {}

    /**
     * @param what is asked at the deadline, and may tell what there is instead
     * @throws AssertionError if it does not hold in time
     */
    public static void holds(Duration within, Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + within.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    public static void holds(String what, BooleanSupplier condition) {
        holds(ON_A_BUSY_MACHINE, () -> what, condition);
    }
}
