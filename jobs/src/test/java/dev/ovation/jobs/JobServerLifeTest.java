package dev.ovation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.core.work.Leases;
import dev.ovation.jobs.work.JobSchedules;
import dev.ovation.jobs.work.ReconcileBooks;
import dev.ovation.queue.Job;
import dev.ovation.queue.JobState;
import dev.ovation.runtime.settings.InvalidSetting;
import dev.ovation.runtime.work.AccrualJob;
import dev.ovation.runtime.work.JobNames;
import dev.ovation.runtime.work.QueueWork;
import dev.ovation.runtime.work.SettlementJob;
import dev.ovation.store.mongo.MongoLeases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class JobServerLifeTest {

    private static final Wei AMOUNT = Wei.ofTokens(100);

    private final TestHouse house = new TestHouse();
    private final CountDownLatch minting = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        house.close();
    }

    /** Minting that waits, and gives up like a real channel when it is interrupted. */
    private void holdMinting() {
        Minting chain = house.minting;
        house.minting = (id, to, amount) -> {
            minting.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new dev.ovation.core.refusal.Unavailable("chain", e);
            }
            return chain.mint(id, to, amount);
        };
    }

    private static JobSettings withGrace(Duration grace) {
        JobSettings s = TestHouse.settings();
        return new JobSettings(s.host(), s.port(), s.schedules(), s.sweepEvery(), grace, s.maxBody(), s.jobLock());
    }

    @Test
    void closing_waits_for_the_jobs_that_run_and_closes_the_connections_last() throws InterruptedException {
        holdMinting();
        AtomicBoolean mintedBeforeConnectionsClosed = new AtomicBoolean();
        PaymentId payment = house.paid(AMOUNT);
        JobServer server = house.start(
                TestHouse.settings(),
                List.of(() -> mintedBeforeConnectionsClosed.set(house.state(payment) == PaymentState.MINTED)));
        house.work.payment(payment);
        minting.await();
        Await.until("it waits for more", this::somebodyWaitsForPayments);
        Thread closing = Thread.ofVirtual().start(server::close);
        Await.until("it is no longer ready", () -> !server.isReady());
        Await.until("it waits for no more", () -> !somebodyWaitsForPayments());
        PaymentId later = house.paid(AMOUNT);
        house.work.payment(later);
        goOn.countDown();
        closing.join();

        assertThat(mintedBeforeConnectionsClosed).isTrue();
        assertThat(house.queues.payment().state(QueueWork.jobId(payment))).isEqualTo(JobState.COMPLETED);
        assertThat(house.queues.payment().state(QueueWork.jobId(later))).isEqualTo(JobState.WAITING);
        assertThat(house.state(later)).isEqualTo(PaymentState.PAID);
    }

    /** A worker waits for jobs on a connection that has its queue's name. */
    private boolean somebodyWaitsForPayments() {
        String queue = Base64.getEncoder().encodeToString("payment".getBytes(StandardCharsets.UTF_8));
        try (Jedis redis = new Jedis(house.redis.uri())) {
            return redis.clientList().contains(" name=house:" + queue + " ");
        }
    }

    @Test
    void a_job_that_does_not_end_in_time_goes_back_and_the_next_server_does_it() throws InterruptedException {
        Minting chain = house.minting;
        holdMinting();
        PaymentId payment = house.paid(AMOUNT);
        JobServer first = house.start(withGrace(Duration.ofMillis(50)), List.of());
        house.work.payment(payment);
        minting.await();
        first.close();
        assertThat(house.state(payment)).isEqualTo(PaymentState.CLEARED);

        house.minting = chain;
        house.start();
        Await.until("it is minted", () -> house.state(payment) == PaymentState.MINTED);
        assertThat(house.chain.tk(TestHouse.FAN)).isEqualTo(AMOUNT);
    }

    @Test
    void a_server_starts_without_redis_and_works_when_it_comes() {
        house.redis.stop();
        JobServer server = house.start();
        assertThat(server.isReady()).isFalse();
        PaymentId payment = house.paid(AMOUNT);
        house.redis.restart();
        Await.until("it is ready", server::isReady);
        house.clock.advance(Duration.ofMinutes(2));
        Await.until("it is minted", () -> house.state(payment) == PaymentState.MINTED);
    }

    @Test
    void a_port_that_is_taken_stops_the_start() {
        int taken = house.start().port();
        JobSettings s = TestHouse.settings();
        assertThatThrownBy(() -> house.start(
                        new JobSettings(
                                s.host(), taken, s.schedules(), s.sweepEvery(), s.grace(), s.maxBody(), s.jobLock()),
                        List.of()))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(String.valueOf(taken));
    }

    @Test
    void each_time_of_a_schedule_makes_one_job_although_two_servers_run() {
        JobSchedules everySecond = new JobSchedules("0 0 1 1 *", "* * * * * *", "0 0 1 1 *", "0 0 1 1 *");
        JobSettings s = TestHouse.settings();
        JobSettings often =
                new JobSettings(s.host(), 0, everySecond, Duration.ofMillis(10), s.grace(), s.maxBody(), s.jobLock());
        house.start(often, List.of());
        house.start(often, List.of());
        Await.until(
                "it fired three times", () -> house.queues.accrual().counts().completed() >= 3);
        house.queues.accrual().pause();
        Await.until("the last one ended", () -> house.queues.accrual().counts().active() == 0);

        List<Job<AccrualJob>> done = house.queues.accrual().getJobs(JobState.COMPLETED, 0, -1);
        assertThat(done.stream().map(job -> job.id().replaceAll("^repeat:accrual:", "")))
                .doesNotHaveDuplicates()
                .allMatch(id -> Long.parseLong(id) % 1000 == 0);
        assertThat(done).allMatch(job -> job.attemptsStarted() == 1);
        assertThat(house.queues.accrual().schedulers()).hasSize(2);
    }

    @Test
    void a_reconciliation_that_finds_the_same_difference_three_times_stays_behind_as_failed() {
        house.token(ActorType.CREATOR);
        Address wallet = house.accounts.after(Optional.empty(), 1).getFirst().wallet();
        // TK that no document explains.
        house.chain.minting().mint(new PaymentId(new UUID(9, 9)), wallet, Wei.of(7));
        JobSchedules everySecond = new JobSchedules("0 0 1 1 *", "0 0 1 1 *", "0 0 1 1 *", "* * * * * *");
        JobSettings s = TestHouse.settings();
        house.start(
                new JobSettings(s.host(), 0, everySecond, s.sweepEvery(), s.grace(), s.maxBody(), s.jobLock()),
                List.of());
        Await.until("it is told", () -> house.queues.accrual().counts().failed() > 0);
        Job<AccrualJob> failed =
                house.queues.accrual().getJobs(JobState.FAILED, 0, -1).getLast();
        assertThat(failed.name()).isEqualTo(JobNames.RECONCILE);
        assertThat(failed.attemptsStarted()).isEqualTo(3);
        assertThat(failed.failedReason()).contains("7 wei").contains(wallet.toString());
    }

    @Test
    void a_server_that_died_while_it_compared_the_books_keeps_the_others_from_it_for_its_lease_alone() {
        Duration lease = Duration.ofMinutes(2);
        Leases dead = new MongoLeases(house.mongo, house.clock, "dead");
        Leases neverGivenBack =
                (name, validity) -> dead.tryAcquire(name, validity).map(_ -> () -> {});
        assertThat(books(neverGivenBack, lease).reconcile()).isPresent();

        ReconcileBooks next = books(new MongoLeases(house.mongo, house.clock, "next"), lease);
        assertThat(next.reconcile()).isEmpty();
        house.clock.advance(lease.plusMillis(1));
        assertThat(next.reconcile()).isPresent();
    }

    private ReconcileBooks books(Leases leases, Duration lease) {
        return new ReconcileBooks(house.useCases().reconcile(), leases, lease, new SimpleMeterRegistry());
    }

    @Test
    void a_job_with_which_two_servers_died_is_run_by_the_third() {
        String id = house.queues.settlement().add(JobNames.APPROVE, new SettlementJob(""));
        try (Jedis redis = new Jedis(house.redis.uri())) {
            redis.rpoplpush("house:settlement:wait", "house:settlement:active");
            redis.hset("house:settlement:" + id, "stc", "1");
        }
        JobSettings s = TestHouse.settings();
        house.start(
                new JobSettings(
                        s.host(), 0, s.schedules(), s.sweepEvery(), s.grace(), s.maxBody(), Duration.ofMillis(300)),
                List.of());
        Await.until("it is done", () -> house.queues.settlement().counts().completed() > 0);
        assertThat(house.queues.settlement().counts().failed()).isZero();
    }

    @Test
    void approval_and_settlement_never_run_at_the_same_time_on_any_server() {
        house.start();
        house.start();
        Await.until(
                "the limit is known",
                () -> house.queues.settlement().globalConcurrency().orElse(0) == 1);
        CountDownLatch settling = new CountDownLatch(1);
        house.chain.atSettlement = () -> {
            settling.countDown();
            wait(goOn);
        };
        String settle = house.queues.settlement().add(JobNames.SETTLE, new SettlementJob(""));
        wait(settling);
        String approve = house.queues.settlement().add(JobNames.APPROVE, new SettlementJob(""));
        // Time enough for the other server: it does all of this meanwhile.
        for (int i = 0; i < 20; i++) {
            house.queues.accrual().add(JobNames.REFRESH, new AccrualJob(List.of(), ""));
        }
        Await.until("both servers work", () -> house.queues.accrual().counts().completed() == 20);
        goOn.countDown();
        Await.until("both are done", () -> house.queues.settlement().counts().completed() == 2);
        assertThat(house.queues.settlement().getJob(approve).orElseThrow().processedOn())
                .isAfterOrEqualTo(
                        house.queues.settlement().getJob(settle).orElseThrow().finishedOn());
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
