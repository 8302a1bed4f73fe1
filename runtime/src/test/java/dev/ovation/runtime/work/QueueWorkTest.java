package dev.ovation.runtime.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.queue.JobState;
import dev.ovation.queue.QueueConnection;
import dev.ovation.queue.Worker;
import dev.ovation.runtime.testing.Await;
import dev.ovation.store.testing.RedisServer;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class QueueWorkTest {

    private static RedisServer redis;

    private final QueueConnection connection = QueueConnection.open(redis.uri());
    private final JobQueues queues = JobQueues.withBackoff(connection, "t" + UUID.randomUUID(), Duration.ofMillis(1));
    private final QueueWork work = new QueueWork(queues);
    private final PaymentId payment = new PaymentId(UUID.randomUUID());
    private final String jobId = QueueWork.jobId(payment);

    @BeforeAll
    static void start() {
        redis = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        connection.close();
        MDC.clear();
    }

    private Worker<PaymentJob> worker(dev.ovation.queue.JobHandler<PaymentJob> handler) {
        return new Worker<>(
                        connection,
                        "payment",
                        PaymentJob.class,
                        handler,
                        dev.ovation.queue.WorkerOptions.builder()
                                .prefix(queues.prefix())
                                .build())
                .start();
    }

    @Test
    void asking_twice_is_one_job_that_names_what_it_is_about() {
        MDC.put(QueueWork.REQUEST_ID, "r-1");
        work.payment(payment);
        work.payment(payment);
        assertThat(queues.payment().counts().waiting()).isEqualTo(1);
        assertThat(queues.payment().getJob(jobId).orElseThrow().data())
                .isEqualTo(new PaymentJob(payment.toString(), "r-1"));
    }

    @Test
    void a_withdrawal_goes_to_its_own_queue() {
        WithdrawalId withdrawal = WithdrawalId.of("0x" + "ab".repeat(32));
        work.withdrawal(withdrawal);
        assertThat(queues.withdrawal()
                        .getJob(QueueWork.jobId(withdrawal))
                        .orElseThrow()
                        .data())
                .isEqualTo(new WithdrawalJob(withdrawal.toString(), ""));
        assertThat(queues.payment().counts().waiting()).isZero();
    }

    @Test
    void a_completed_job_does_not_keep_a_later_asking_from_running() {
        AtomicInteger runs = new AtomicInteger();
        try (Worker<PaymentJob> _ = worker(_ -> runs.incrementAndGet())) {
            for (int asked = 1; asked <= 3; asked++) {
                int expected = asked;
                work.payment(payment);
                Await.until(
                        "run " + asked,
                        () -> runs.get() == expected && queues.payment().state(jobId) == JobState.COMPLETED);
            }
        }
    }

    @Test
    void a_job_that_failed_for_good_runs_again_when_asked_for() {
        AtomicInteger runs = new AtomicInteger();
        try (Worker<PaymentJob> _ = worker(_ -> {
            if (runs.incrementAndGet() <= 3) {
                throw new IllegalStateException("down");
            }
            return null;
        })) {
            work.payment(payment);
            Await.until("it has failed", () -> queues.payment().state(jobId) == JobState.FAILED);
            assertThat(runs).hasValue(3);
            assertThat(queues.payment().failedJobs(0, -1)).hasSize(1);
            work.payment(payment);
            Await.until("it has completed", () -> queues.payment().state(jobId) == JobState.COMPLETED);
            assertThat(runs).hasValue(4);
        }
    }

    @Test
    void asking_while_the_job_runs_makes_no_second_one() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        try (Worker<PaymentJob> _ = worker(_ -> {
            runs.incrementAndGet();
            running.countDown();
            goOn.await();
            return null;
        })) {
            work.payment(payment);
            running.await();
            work.payment(payment);
            goOn.countDown();
            Await.until("it has completed", () -> queues.payment().state(jobId) == JobState.COMPLETED);
            assertThat(queues.payment().counts().pending()).isZero();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void while_redis_is_away_an_asking_is_lost_without_harm_to_who_asks() {
        try (RedisServer other = RedisServer.start();
                QueueConnection lost = QueueConnection.open(other.uri())) {
            JobQueues there = new JobQueues(lost);
            QueueWork asking = new QueueWork(there);
            other.stop();
            assertThatCode(() -> asking.payment(payment)).doesNotThrowAnyException();
            other.restart();
            Await.until("an asking arrives again", () -> {
                asking.payment(payment);
                return there.payment().state(jobId) == JobState.WAITING;
            });
        }
    }

    @Test
    void the_four_queues_have_the_names_and_concurrency_of_the_architecture() {
        assertThat(JobQueue.values())
                .extracting(JobQueue::queueName, JobQueue::concurrency)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("settlement", 1),
                        org.assertj.core.groups.Tuple.tuple("accrual", 5),
                        org.assertj.core.groups.Tuple.tuple("payment", 3),
                        org.assertj.core.groups.Tuple.tuple("withdrawal", 3));
        assertThat(JobQueue.named("nonsense")).isEmpty();
    }
}
