package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** What a worker does with its jobs. */
class WorkerTest extends RedisTest {

    private static final JobOptions NOTHING = JobOptions.defaults();

    /** Writes down what it is told. */
    private static final class Diary implements WorkerListener {
        final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        public void onActive(Job<?> job) {
            lines.add("active " + job.id());
        }

        @Override
        public void onCompleted(Job<?> job, @Nullable Object result) {
            lines.add("completed " + job.id() + " " + result);
        }

        @Override
        public void onFailed(Job<?> job, Throwable failure, boolean retried) {
            lines.add((retried ? "retried " : "failed ") + job.id() + " " + failure.getMessage());
        }

        @Override
        public void onDrained() {
            lines.add("drained");
        }

        @Override
        public void onPaused() {
            lines.add("paused");
        }

        @Override
        public void onResumed() {
            lines.add("resumed");
        }

        @Override
        public void onClosed() {
            lines.add("closed");
        }
    }

    @Test
    void listenersAreToldInOrderAndCannotHarm() {
        Diary diary = new Diary();
        String id = queue.add("x", new Note("a", 1));
        Worker<Note> worker = work(
                job -> 7,
                options().build(),
                new WorkerListener() {
                    @Override
                    public void onActive(Job<?> job) {
                        throw new IllegalStateException("a listener's own trouble");
                    }
                },
                diary);
        awaitState(id, JobState.COMPLETED);
        Await.until("drained", () -> diary.lines.contains("drained"));
        worker.pause();
        worker.resume();
        worker.close();
        assertThat(diary.lines)
                .containsSubsequence("active " + id, "completed " + id + " 7", "paused", "resumed", "closed");
        assertThat(worker.isRunning()).isFalse();
        assertThatThrownBy(worker::start).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anErrorOfAListenerCostsNoJob() {
        for (int i = 0; i < 40; i++) {
            queue.add("x", new Note("a", i));
        }
        work(
                job -> {
                    if (job.data().number() % 2 == 1) {
                        throw new IllegalStateException("odd");
                    }
                    return null;
                },
                options().concurrency(2).build(),
                new WorkerListener() {
                    @Override
                    public void onActive(Job<?> job) {
                        throw new AssertionError("a listener's own trouble");
                    }

                    @Override
                    public void onCompleted(Job<?> job, @Nullable Object result) {
                        throw new AssertionError("a listener's own trouble");
                    }

                    @Override
                    public void onFailed(Job<?> job, Throwable failure, boolean retried) {
                        throw new AssertionError("a listener's own trouble");
                    }
                });
        Await.until(
                "all are done",
                () -> queue.counts().completed() == 20 && queue.counts().failed() == 20);
    }

    @Test
    void jobsRunFirstInFirstOutAfterLifoAndBeforePrioritizedOnes() {
        queue.pause();
        queue.add("x", new Note("p9", 0), NOTHING.priority(9));
        queue.add("x", new Note("p1", 0), NOTHING.priority(1));
        queue.add("x", new Note("first", 0));
        queue.add("x", new Note("second", 0));
        queue.add("x", new Note("lifo", 0), NOTHING.lifo());
        String moved = queue.add("x", new Note("was p8", 0), NOTHING.priority(8));
        queue.changePriority(moved, 2);
        var order = new ConcurrentLinkedQueue<String>();
        work(job -> order.add(job.data().text()));
        queue.resume();
        Await.until("all done", () -> order.size() == 6);
        assertThat(order).containsExactly("lifo", "first", "second", "p1", "was p8", "p9");
    }

    @Test
    void aDelayedJobRunsWhenItsTimeHasCome() {
        long from = System.currentTimeMillis();
        var ranAt = new ConcurrentLinkedQueue<Long>();
        work(job -> ranAt.add(System.currentTimeMillis()));
        queue.add("x", new Note("a", 1), NOTHING.delay(Duration.ofMillis(400)));
        String later = queue.add("x", new Note("b", 2), NOTHING.delay(Duration.ofHours(1)));
        Await.until("the first ran", () -> !ranAt.isEmpty());
        assertThat(ranAt.element() - from).isGreaterThanOrEqualTo(400);
        assertThat(queue.state(later)).isEqualTo(JobState.DELAYED);
        queue.promote(later);
        awaitState(later, JobState.COMPLETED);
        assertThatThrownBy(() -> queue.promote(later)).isInstanceOf(JobStateException.class);
    }

    @Test
    void changingTheDelayBringsAJobForward() {
        String id = queue.add("x", new Note("a", 1), NOTHING.delay(Duration.ofHours(1)));
        work(job -> null);
        queue.changeDelay(id, Duration.ofMillis(50));
        awaitState(id, JobState.COMPLETED);
    }

    @Test
    void aFailingJobIsTriedAgainAfterItsBackoff() {
        var attempts = new ConcurrentLinkedQueue<Long>();
        Diary diary = new Diary();
        String id = queue.add(
                "x", new Note("a", 1), NOTHING.attempts(3).backoff(Backoff.exponential(Duration.ofMillis(100))));
        work(
                job -> {
                    attempts.add(System.currentTimeMillis());
                    throw new IllegalStateException("no " + job.attemptsMade());
                },
                options().build(),
                diary);
        awaitState(id, JobState.FAILED);
        List<Long> times = List.copyOf(attempts);
        assertThat(times).hasSize(3);
        assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(100);
        assertThat(times.get(2) - times.get(1)).isGreaterThanOrEqualTo(200);
        Await.until("told", () -> diary.lines.contains("failed " + id + " no 2"));
        assertThat(diary.lines).contains("retried " + id + " no 0", "retried " + id + " no 1");
        Job<Note> job = queue.getJob(id).orElseThrow();
        assertThat(job.stackTraces()).hasSize(3);
        assertThat(job.attemptsMade()).isEqualTo(3);
        assertThat(job.finishedOn()).isNotNull();
    }

    @Test
    void aStrategyOfOnesOwnDecidesWhenToGiveUp() {
        String id = queue.add("x", new Note("a", 1), NOTHING.attempts(9).backoff(Backoff.named("mine")));
        work(
                job -> {
                    throw new IllegalStateException("no");
                },
                options()
                        .backoffStrategy((made, type, failure, job) -> made < 3 && type.equals("mine")
                                ? Optional.of(Duration.ofMillis(made))
                                : Optional.empty())
                        .build());
        awaitState(id, JobState.FAILED);
        assertThat(queue.getJob(id).orElseThrow().attemptsMade()).isEqualTo(3);
    }

    @Test
    void anUnrecoverableFailureEndsAJobAtOnce() {
        String id = queue.add("x", new Note("a", 1), NOTHING.attempts(9));
        work(job -> {
            throw new UnrecoverableException("hopeless");
        });
        awaitState(id, JobState.FAILED);
        assertThat(queue.getJob(id).orElseThrow().attemptsMade()).isEqualTo(1);
    }

    @Test
    void aResultThatIsNoJsonFailsTheAttemptOnly() {
        String id = queue.add("x", new Note("a", 1), NOTHING.attempts(3));
        var runs = new AtomicInteger();
        work(job -> {
            runs.incrementAndGet();
            List<Object> itself = new ArrayList<>();
            itself.add(itself);
            return itself;
        });
        awaitState(id, JobState.FAILED);
        assertThat(runs).hasValue(3);
        assertThat(queue.getJob(id).orElseThrow().failedReason()).contains("can't be written as JSON");
    }

    @Test
    void aPayloadThatAHandlerCannotWriteFailsTheAttemptOnly() {
        String id = queue.add("x", new Note("a", 1), NOTHING.attempts(2));
        var runs = new AtomicInteger();
        work(job -> {
            if (runs.incrementAndGet() == 1) {
                throw new PayloadException("that of another job", null);
            }
            return null;
        });
        awaitState(id, JobState.COMPLETED);
        assertThat(runs).hasValue(2);
    }

    @Test
    void aJobCanPutItselfOffWithoutAnAttemptBeingCounted() {
        var runs = new AtomicInteger();
        String id = queue.add("x", new Note("a", 1));
        work(job -> {
            if (runs.incrementAndGet() < 3) {
                throw new RunLaterException(Duration.ofMillis(20));
            }
            return null;
        });
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.getJob(id).orElseThrow().attemptsMade()).isEqualTo(1);
        assertThat(queue.getJob(id).orElseThrow().attemptsStarted()).isEqualTo(3);
    }

    @Test
    void aHandlerThatTakesTooLongIsInterruptedAndFails() {
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> {
                    Thread.sleep(Duration.ofMinutes(5));
                    return null;
                },
                options().jobTimeout(Duration.ofMillis(100)).build());
        awaitState(id, JobState.FAILED);
        assertThat(queue.getJob(id).orElseThrow().failedReason()).contains("took longer than PT0.1S");
    }

    @Test
    void aJobCanBeCancelledAndItsNeighboursDoNotNotice() {
        String victim = queue.add("x", new Note("victim", 1));
        var ran = new AtomicInteger();
        Worker<Note> worker = work(
                job -> {
                    if (job.data().text().equals("victim")) {
                        while (!job.isCancelled()) {
                            job.updateProgress(ran.get());
                        }
                        throw new IllegalStateException("gave up");
                    }
                    return ran.incrementAndGet();
                },
                options().concurrency(10).build());
        awaitState(victim, JobState.ACTIVE);
        for (int i = 0; i < 300; i++) {
            queue.add("x", new Note("other", i));
        }
        assertThat(worker.cancel(victim, "not wanted any more")).isTrue();
        assertThat(worker.cancel("nobody", "x")).isFalse();
        awaitState(victim, JobState.FAILED);
        Await.until("the others are done", () -> queue.counts().completed() == 300);
        assertThat(queue.getJob(victim).orElseThrow().failedReason()).isEqualTo("not wanted any more");
        assertThat(ran).hasValue(300);
    }

    @Test
    void noMoreJobsRunAtOnceThanAllowed() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        for (int i = 0; i < 60; i++) {
            queue.add("x", new Note("a", i));
        }
        var four = new CountDownLatch(4);
        work(
                job -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    four.countDown();
                    four.await(60, TimeUnit.SECONDS);
                    Thread.sleep(5);
                    return now.decrementAndGet();
                },
                options().concurrency(4).build());
        Await.until("all are done", () -> queue.counts().completed() == 60);
        assertThat(most).hasValue(4);
    }

    @Test
    void aRateLimitHoldsJobsBack() {
        for (int i = 0; i < 9; i++) {
            queue.add("x", new Note("a", i));
        }
        long from = System.nanoTime();
        work(
                job -> null,
                options()
                        .concurrency(5)
                        .rateLimit(new RateLimit(3, Duration.ofMillis(300)))
                        .build());
        Await.until("all are done", () -> queue.counts().completed() == 9);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(600));
    }

    @Test
    void aHandlerCanAskForAPauseOfTheWholeQueue() {
        var runs = new AtomicInteger();
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> {
                    if (runs.incrementAndGet() == 1) {
                        queue.rateLimit(Duration.ofMillis(300));
                        throw new RateLimitedException();
                    }
                    return null;
                },
                options().rateLimit(new RateLimit(100, Duration.ofSeconds(1))).build());
        Await.until("limited", () -> runs.get() == 1);
        awaitState(id, JobState.COMPLETED);
        assertThat(runs).hasValue(2);
        assertThat(queue.getJob(id).orElseThrow().attemptsMade()).isEqualTo(1);
    }

    @Test
    void jobsThatAreGivenBackForARateLimitKeepTheirOrder() {
        queue.pause();
        queue.add("x", new Note("first", 0), NOTHING.priority(1));
        queue.add("x", new Note("fourth", 0), NOTHING.priority(2));
        queue.add("x", new Note("second", 0), NOTHING.priority(1));
        queue.add("x", new Note("fifth", 0), NOTHING.priority(3));
        queue.add("x", new Note("third", 0), NOTHING.priority(1));
        var order = new ConcurrentLinkedQueue<String>();
        work(
                job -> {
                    if (job.attemptsStarted() == 1) {
                        queue.rateLimit(Duration.ofMillis(20));
                        throw new RateLimitedException();
                    }
                    return order.add(job.data().text());
                },
                options().rateLimit(new RateLimit(100, Duration.ofSeconds(1))).build());
        queue.resume();
        Await.until("all done", () -> order.size() == 5);
        assertThat(order).containsExactly("first", "second", "third", "fourth", "fifth");
    }

    @Test
    void aJobThatIsGivenBackForARateLimitWaitsWhereTheQueueIsPaused() {
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> {
                    queue.pause();
                    queue.rateLimit(Duration.ofMillis(20));
                    throw new RateLimitedException();
                },
                options().rateLimit(new RateLimit(100, Duration.ofSeconds(1))).build());
        Await.until("given back", () -> queue.isPaused() && queue.counts().active() == 0);
        assertThat(queue.state(id)).isEqualTo(JobState.WAITING);
        assertThat(queue.getJob(id).orElseThrow().attemptsMade()).isZero();
    }

    @Test
    void whatIsLeftOfARateLimitCountsTheJobsThatHaveStarted() {
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> null,
                options().rateLimit(new RateLimit(1, Duration.ofMinutes(1))).build());
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.rateLimitLeft(2)).isZero();
        assertThat(queue.rateLimitLeft(1)).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    @Test
    void aRateLimitThatIsRemovedHoldsNothingBack() {
        queue.rateLimit(Duration.ofHours(1));
        assertThat(queue.rateLimitLeft(1)).isGreaterThan(Duration.ofMinutes(59));
        queue.removeRateLimit();
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> null,
                options().rateLimit(new RateLimit(1, Duration.ofMinutes(1))).build());
        awaitState(id, JobState.COMPLETED);
    }

    @Test
    void aWorkerThatIsRateLimitedIsClosedAtOnce() {
        String first = queue.add("x", new Note("a", 1));
        String second = queue.add("x", new Note("b", 2));
        Worker<Note> worker = work(
                job -> null,
                options().rateLimit(new RateLimit(1, Duration.ofHours(1))).build());
        awaitState(first, JobState.COMPLETED);
        long from = System.nanoTime();
        worker.close();
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMinutes(1));
        assertThat(queue.state(second)).isEqualTo(JobState.WAITING);
    }

    @Test
    void closingLetsRunningJobsEnd() {
        var release = new CountDownLatch(1);
        String id = queue.add("x", new Note("a", 1));
        String next = queue.add("x", new Note("b", 2));
        Worker<Note> worker = work(job -> release.await(60, TimeUnit.SECONDS));
        awaitState(id, JobState.ACTIVE);
        Thread closing = Thread.ofVirtual().start(worker::close);
        Await.until("closing", () -> !worker.isRunning());
        release.countDown();
        Await.until("closed", () -> !closing.isAlive());
        assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED);
        assertThat(queue.state(next)).isEqualTo(JobState.WAITING);
    }

    @Test
    void aProgramWhoseMainMethodReturnsGoesOnUntilItsWorkerIsClosed() throws InterruptedException {
        String id = queue.add("x", new Note("a", 1));
        Process program = WorkerProcess.start(redis, name, "once");
        awaitState(id, JobState.COMPLETED);
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
    }

    @Test
    void closingByForceGivesJobsBackAtOnce() {
        String id = queue.add("x", new Note("a", 1));
        Worker<Note> worker = work(job -> {
            Thread.sleep(Duration.ofMinutes(5));
            return null;
        });
        awaitState(id, JobState.ACTIVE);
        worker.close(Duration.ZERO);
        assertThat(queue.state(id)).isEqualTo(JobState.WAITING);
        work(job -> "by another");
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.getJob(id).orElseThrow().attemptsMade()).isEqualTo(1);
    }

    @Test
    void aPausedWorkerTakesNothingUntilItIsResumed() {
        Worker<Note> worker = work(job -> null);
        String first = queue.add("x", new Note("a", 1));
        awaitState(first, JobState.COMPLETED);
        worker.pause();
        String second = queue.add("x", new Note("b", 2));
        assertThat(worker.isPaused()).isTrue();
        long until = System.nanoTime() + Duration.ofMillis(700).toNanos();
        Await.until("longer than a drain delay", () -> System.nanoTime() > until);
        assertThat(queue.state(second)).isEqualTo(JobState.WAITING);
        worker.resume();
        awaitState(second, JobState.COMPLETED);
    }

    @Test
    void finishedJobsAreKeptAsLongAsAskedFor() {
        for (int i = 0; i < 20; i++) {
            queue.add("x", new Note("a", i), NOTHING.removeOnComplete(KeepJobs.last(5)));
        }
        String gone = queue.add("x", new Note("gone", 0), NOTHING.removeOnComplete(KeepJobs.NONE));
        work(job -> null, options().keepFailed(KeepJobs.NONE).build());
        Await.until(
                "all ran", () -> queue.counts().pending() == 0 && queue.counts().active() == 0);
        assertThat(queue.counts().completed()).isEqualTo(5);
        assertThat(queue.getJob(gone)).isEmpty();
    }

    @Test
    void aJobStartedTooOftenIsFailed() {
        String id = queue.add("x", new Note("a", 1), NOTHING.attempts(100));
        work(
                job -> {
                    throw new IllegalStateException("again");
                },
                options().maxStartedAttempts(2).build());
        awaitState(id, JobState.FAILED);
        assertThat(queue.getJob(id).orElseThrow().attemptsStarted()).isEqualTo(2);
    }

    @Test
    void finishedJobsAreCountedPerMinute() {
        work(job -> null, options().metricsMinutes(10).build());
        String id = queue.add("x", new Note("a", 1));
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.perMinute(JobState.COMPLETED)).hasSizeLessThanOrEqualTo(10);
        assertThat(connection.run(Command.plain(
                        Protocol.Command.HGET, Text.of("bull:" + name + ":metrics:completed"), Text.of("count"))))
                .isEqualTo(Text.of(1));
    }

    @Test
    void aLostLockIsToldAndMayCancelTheJob() {
        var lost = new ConcurrentLinkedQueue<String>();
        var interrupted = new CountDownLatch(1);
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> {
                    try {
                        Thread.sleep(Duration.ofMinutes(5));
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return null;
                },
                options()
                        .lockDuration(Duration.ofMillis(300))
                        .stalledInterval(Duration.ofSeconds(60))
                        .cancelOnLockLoss(true)
                        .build(),
                new WorkerListener() {
                    @Override
                    public void onLockLost(List<String> jobIds) {
                        lost.addAll(jobIds);
                    }
                });
        awaitState(id, JobState.ACTIVE);
        connection.run(Command.plain(Protocol.Command.DEL, Text.of("bull:" + name + ":" + id + ":lock")));
        Await.until("told", () -> lost.contains(id));
        Await.until("interrupted", () -> interrupted.getCount() == 0);
    }
}
