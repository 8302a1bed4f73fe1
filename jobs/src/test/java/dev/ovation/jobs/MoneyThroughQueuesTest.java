package dev.ovation.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.queue.JobState;
import dev.ovation.runtime.work.JobNames;
import dev.ovation.runtime.work.PaymentJob;
import dev.ovation.runtime.work.QueueWork;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues lose and repeat jobs, and money is right. */
class MoneyThroughQueuesTest {

    private static final Wei AMOUNT = Wei.ofTokens(100);

    private final TestHouse house = new TestHouse();

    @AfterEach
    void close() {
        house.close();
    }

    private void awaitMinted(PaymentId payment) {
        Await.until("the payment is minted", () -> house.state(payment) == PaymentState.MINTED);
    }

    @Test
    void a_payment_job_that_comes_many_times_mints_once() {
        PaymentId payment = house.paid(AMOUNT);
        for (int copy = 0; copy < 10; copy++) {
            house.queues.payment().add(JobNames.MINT, new PaymentJob(payment.toString(), ""));
        }
        house.work.payment(payment);
        house.start();
        house.start();
        Await.until("all jobs are done", () -> house.queues.payment().counts().completed() == 11);
        assertThat(house.state(payment)).isEqualTo(PaymentState.MINTED);
        assertThat(house.chain.tk(TestHouse.FAN)).isEqualTo(AMOUNT);
        assertThat(house.published).extracting("type").containsOnlyOnce("payment.minted");
    }

    @Test
    void a_redis_that_lost_everything_loses_no_payment_and_gets_its_schedules_back() {
        house.start();
        Await.until(
                "the schedules are there",
                () -> house.queues.settlement().schedulers().size() == 2);
        house.queues.payment().pause();
        PaymentId payment = house.paid(AMOUNT);
        house.work.payment(payment);

        house.redis.stop();
        house.redis.restart();
        assertThat(house.queues.payment().getJob(QueueWork.jobId(payment))).isEmpty();
        house.clock.advance(Duration.ofMinutes(2));

        awaitMinted(payment);
        assertThat(house.chain.tk(TestHouse.FAN)).isEqualTo(AMOUNT);
        Await.until(
                "the schedules are back",
                () -> house.queues.settlement().schedulers().size() == 2
                        && house.queues.accrual().schedulers().size() == 2
                        && house.queues.settlement().globalConcurrency().orElse(0) == 1);
    }

    @Test
    void a_payment_that_nobody_asked_for_is_minted_all_the_same() {
        PaymentId payment = house.paid(AMOUNT);
        house.clock.advance(Duration.ofMinutes(2));
        house.start();
        awaitMinted(payment);
    }

    @Test
    void a_chain_that_is_away_for_a_while_fails_the_job_and_the_sweeper_brings_it_back() {
        AtomicInteger calls = new AtomicInteger();
        Minting chain = house.minting;
        house.minting = (id, to, amount) -> {
            if (calls.incrementAndGet() <= 5) {
                throw new Unavailable("chain", new IOException("away"));
            }
            return chain.mint(id, to, amount);
        };
        PaymentId payment = house.paid(AMOUNT);
        house.work.payment(payment);
        house.start();
        Await.until("three attempts failed", () -> calls.get() >= 3);
        house.clock.advance(Duration.ofMinutes(2));
        awaitMinted(payment);
        assertThat(house.chain.tk(TestHouse.FAN)).isEqualTo(AMOUNT);
    }

    @Test
    void what_the_contract_refuses_is_not_tried_three_times() {
        AtomicInteger calls = new AtomicInteger();
        house.minting = (_, _, _) -> {
            calls.incrementAndGet();
            throw new RevertedOnChain("DailyLimitExceeded");
        };
        PaymentId payment = house.paid(AMOUNT);
        house.work.payment(payment);
        house.start();
        String job = QueueWork.jobId(payment);
        Await.until("it failed", () -> house.queues.payment().state(job) == JobState.FAILED);
        assertThat(calls).hasValue(1);
        assertThat(house.queues.payment().getJob(job).orElseThrow().failedReason())
                .isEqualTo("DailyLimitExceeded");
        assertThat(house.state(payment)).isEqualTo(PaymentState.CLEARED);
    }

    @Test
    void a_withdrawal_goes_from_screening_over_burn_to_payout() {
        house.start();
        PaymentId toCreator = house.paid(AMOUNT);
        house.minting.mint(toCreator, TestHouse.CREATOR, AMOUNT);
        WithdrawalId withdrawal = house.requested(Wei.ofTokens(5), "iban");
        house.work.withdrawal(withdrawal);
        Await.until("it is burned", () -> withdrawalState(withdrawal) == WithdrawalState.BURNED);
        // The gateway's report is not connected here: the sweeper asks how the payout stands.
        house.clock.advance(Duration.ofMinutes(2));
        Await.until("it is paid", () -> withdrawalState(withdrawal) == WithdrawalState.DONE);
        assertThat(house.chain.tk(TestHouse.CREATOR)).isEqualTo(Wei.ofTokens(95));
    }

    @Test
    void a_payout_that_fails_for_good_gives_the_tk_back_once() {
        house.start();
        house.minting.mint(house.paid(AMOUNT), TestHouse.CREATOR, AMOUNT);
        WithdrawalId withdrawal = house.requested(Wei.ofTokens(5), "will fail");
        house.work.withdrawal(withdrawal);
        Await.until("it is burned", () -> withdrawalState(withdrawal) == WithdrawalState.BURNED);
        house.clock.advance(Duration.ofMinutes(2));
        Await.until("it is returned", () -> withdrawalState(withdrawal) == WithdrawalState.RETURNED);
        assertThat(house.chain.tk(TestHouse.CREATOR)).isEqualTo(AMOUNT);
    }

    private WithdrawalState withdrawalState(WithdrawalId id) {
        return house.withdrawals.byId(id).orElseThrow().state();
    }

    @Test
    void a_job_that_can_not_be_read_fails_at_once_and_stops_no_other() {
        house.start();
        house.queues.payment().add(JobNames.MINT, new PaymentJob("no uuid", ""));
        house.queues.settlement().add("dance", new dev.ovation.runtime.work.SettlementJob(""));
        PaymentId payment = house.paid(AMOUNT);
        house.work.payment(payment);
        awaitMinted(payment);
        Await.until(
                "both failed",
                () -> house.queues.payment().counts().failed() == 1
                        && house.queues.settlement().counts().failed() == 1);
    }
}
