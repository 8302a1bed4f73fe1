package dev.ovation.jobs.ops;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks everything that the server needs, all at once, for a bounded time. Safe to share between threads. */
public final class CheckReadiness {

    private static final Logger log = LoggerFactory.getLogger(CheckReadiness.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<String, ReadyCheck> checks;

    public CheckReadiness(Map<String, ReadyCheck> checks) {
        this.checks = new TreeMap<>(checks);
    }

    /**
     * @param checks by name, {@code up} or {@code down}
     */
    public record Readiness(boolean ready, Map<String, String> checks) {}

    public Readiness ask() {
        Map<String, Future<Boolean>> asked = new TreeMap<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            checks.forEach((name, check) -> asked.put(name, threads.submit(() -> {
                check.check();
                return true;
            })));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            Map<String, String> answers = new TreeMap<>();
            asked.forEach((name, answer) -> answers.put(name, isUp(name, answer, deadline) ? "up" : "down"));
            return new Readiness(!answers.containsValue("down"), answers);
        } finally {
            // Not closed: that would wait for a check that does not answer.
            threads.shutdownNow();
        }
    }

    private static boolean isUp(String name, Future<Boolean> answer, long deadline) {
        try {
            return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.warn("not ready, no answer in time check={}", name);
        } catch (ExecutionException e) {
            log.warn("not ready check={} reason={}", name, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
