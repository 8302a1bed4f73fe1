package dev.ovation.jobs.sweep;

import dev.ovation.core.work.Leases;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each sweep at once and then at an interval, on a thread of its own, so that a slow one holds up no other.
 */
public final class RunSweeps {

    private static final Logger log = LoggerFactory.getLogger(RunSweeps.class);

    private final List<Sweep> sweeps;
    private final Leases leases;
    private final Duration interval;
    private final Duration lease;
    private final MeterRegistry metrics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Thread> threads = List.of();

    /**
     * @param interval the pause between two rounds
     * @param lease for how long a server that dies while it sweeps keeps the others from it
     */
    public RunSweeps(List<Sweep> sweeps, Leases leases, Duration interval, Duration lease, MeterRegistry metrics) {
        this.sweeps = List.copyOf(sweeps);
        this.leases = leases;
        this.interval = interval;
        this.lease = lease;
        this.metrics = metrics;
    }

    public void start() {
        threads = sweeps.stream()
                .map(sweep -> Thread.ofVirtual().name("sweep-" + sweep.name()).start(() -> repeat(sweep)))
                .toList();
    }

    private void repeat(Sweep sweep) {
        try {
            do {
                round(sweep);
            } while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Sweep sweep) {
        try {
            if (!sweep.exclusive()) {
                count(sweep, sweep.work().getAsInt());
                return;
            }
            Optional<Leases.Lease> mine = leases.tryAcquire("sweep:" + sweep.name(), lease);
            if (mine.isPresent()) {
                try (Leases.Lease _ = mine.get()) {
                    count(sweep, sweep.work().getAsInt());
                }
            }
        } catch (RuntimeException e) {
            rounds(sweep, "failed").increment();
            log.warn("a sweep failed, the next round tries again sweep={} reason={}", sweep.name(), e.toString());
            log.debug("a sweep failed", e);
        }
    }

    private void count(Sweep sweep, int found) {
        rounds(sweep, "done").increment();
        Counter.builder("ovation.sweeps.found")
                .description("What sweeps found left behind and drove on")
                .tag("sweep", sweep.name())
                .register(metrics)
                .increment(found);
        if (found > 0) {
            log.info("a sweep drove on what was left behind sweep={} count={}", sweep.name(), found);
        }
    }

    private Counter rounds(Sweep sweep, String outcome) {
        return Counter.builder("ovation.sweeps")
                .description("Rounds of sweeps by outcome")
                .tag("sweep", sweep.name())
                .tag("outcome", outcome)
                .register(metrics);
    }

    /** Begins no further round, and waits for those that run; after {@code grace} they are interrupted. */
    public void close(Duration grace) {
        closed.countDown();
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            for (Thread thread : threads) {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
