package dev.ovation.jobs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.work.Leases;
import dev.ovation.jobs.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunSweepsTest {

    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicBoolean held = new AtomicBoolean();
    private final Leases leases =
            (_, _) -> held.compareAndSet(false, true) ? Optional.of(() -> held.set(false)) : Optional.empty();

    private RunSweeps start(Duration interval, Sweep... sweeps) {
        RunSweeps running = new RunSweeps(List.of(sweeps), leases, interval, Duration.ofMinutes(2), metrics);
        running.start();
        return running;
    }

    @Test
    void a_sweep_runs_at_once_and_again_and_is_counted() {
        AtomicInteger rounds = new AtomicInteger();
        RunSweeps running = start(OFTEN, Sweep.of("a", () -> {
            rounds.incrementAndGet();
            return 2;
        }));
        Await.until("three rounds", () -> rounds.get() >= 3);
        running.close(GRACE);
        assertThat(metrics.get("ovation.sweeps.found")
                        .tag("sweep", "a")
                        .counter()
                        .count())
                .isEqualTo(2.0 * rounds.get());
    }

    @Test
    void a_sweep_that_fails_is_tried_again_and_holds_up_no_other() {
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        RunSweeps running = start(
                OFTEN,
                Sweep.everywhere("bad", () -> {
                    failed.incrementAndGet();
                    throw new IllegalStateException("down");
                }),
                Sweep.everywhere("good", other::incrementAndGet));
        Await.until("both went on", () -> failed.get() >= 3 && other.get() >= 3);
        running.close(GRACE);
        assertThat(metrics.get("ovation.sweeps")
                        .tags("sweep", "bad", "outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(failed.get());
    }

    @Test
    void a_sweep_that_a_server_runs_is_left_to_it() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        RunSweeps first = start(Duration.ofDays(1), Sweep.of("a", () -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0;
        }));
        Await.until("the first began", () -> begun.getCount() == 0);
        AtomicInteger second = new AtomicInteger();
        AtomicInteger unleased = new AtomicInteger();
        RunSweeps others =
                start(OFTEN, Sweep.of("a", second::incrementAndGet), Sweep.everywhere("b", unleased::incrementAndGet));
        Await.until("others go on", () -> unleased.get() >= 5);
        assertThat(second).hasValue(0);
        goOn.countDown();
        Await.until("its turn comes", () -> second.get() > 0);
        first.close(GRACE);
        others.close(GRACE);
    }

    @Test
    void closing_interrupts_a_round_that_does_not_end() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        RunSweeps running = start(OFTEN, Sweep.of("endless", () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return 0;
        }));
        Await.until("it began", () -> begun.getCount() == 0);
        running.close(Duration.ofMillis(10));
        Await.until("it was interrupted", interrupted::get);
    }
}
