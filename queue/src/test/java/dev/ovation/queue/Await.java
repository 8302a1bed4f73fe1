package dev.ovation.queue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads and processes bring about, with a deadline that a machine which stalls does not reach. */
final class Await {

    private Await() {}

    static void until(String what, Callable<Boolean> condition) {
        until(what, Duration.ofSeconds(60), condition);
    }

    static void until(String what, Duration limit, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        Throwable last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception | AssertionError e) {
                last = e;
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("not within " + limit + ": " + what, last);
    }
}
