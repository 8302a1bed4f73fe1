package dev.ovation.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.DecideHeldPayment;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.testing.Crash;
import dev.ovation.core.testing.World;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.work.SweepWork;
import dev.ovation.core.work.WorkQueue;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The job server dies at every single call on a payment's way; the sweeper finishes it, and it is minted once. */
class PaymentCrashTest {

    private static final Wei AMOUNT = Wei.ofTokens(100);
    private static final PaymentId ID = new PaymentId(new UUID(7, 7));

    @Test
    void a_payment_is_minted_once_wherever_the_process_dies() {
        int crashes = 0;
        for (int point = 0; ; point++) {
            World world = paid();
            Crash.Plan plan = new Crash.Plan(point);
            try {
                mintForPayment(world, plan, Decision.CLEAR).drive(ID);
            } catch (Crash expected) {
                crashes++;
            }
            sweep(world, Decision.CLEAR);
            assertThat(world.payments.byId(ID).orElseThrow().state())
                    .as("point %d", point)
                    .isEqualTo(PaymentState.MINTED);
            assertThat(world.chain.tk.get(World.FAN)).as("point %d", point).isEqualTo(AMOUNT.value());
            if (!plan.happened()) {
                break;
            }
        }
        assertThat(crashes).isGreaterThan(10);
    }

    @Test
    void a_repeated_job_mints_nothing_more() {
        World world = paid();
        for (int i = 0; i < 5; i++) {
            mintForPayment(world, Crash.Plan.never(), Decision.CLEAR).drive(ID);
        }
        assertThat(world.chain.tk.get(World.FAN)).isEqualTo(AMOUNT.value());
        assertThat(world.published).extracting("type").containsExactly("payment.minted");
    }

    @Test
    void a_held_payment_mints_nothing_until_a_person_clears_it() {
        World world = paid();
        Decision hold = new Decision(Verdict.HOLD, "above the threshold");
        mintForPayment(world, Crash.Plan.never(), hold).drive(ID);
        assertThat(world.payments.byId(ID).orElseThrow().state()).isEqualTo(PaymentState.HELD);
        assertThat(world.chain.tk).isEmpty();

        world.payments.move(ID, PaymentState.CLEARED, "seen", world.clock.instant());
        sweep(world, hold);
        assertThat(world.chain.tk.get(World.FAN)).isEqualTo(AMOUNT.value());
    }

    @Test
    void a_rejected_payment_is_final() {
        World world = paid();
        mintForPayment(world, Crash.Plan.never(), new Decision(Verdict.REJECT, "listed"))
                .drive(ID);
        assertThat(world.payments.move(ID, PaymentState.CLEARED, "", world.clock.instant()))
                .isFalse();
        sweep(world, Decision.CLEAR);
        assertThat(world.chain.tk).isEmpty();
    }

    /** 100 opened, 10 paid; the gateway repeats its report, the payer asks for the TK, the sweeper comes. */
    @Test
    void a_payment_of_another_amount_is_never_minted_by_itself_wherever_the_process_dies() {
        int crashes = 0;
        for (int point = 0; ; point++) {
            World world = opened();
            Crash.Plan plan = new Crash.Plan(point);
            PaymentGateway.Event.Paid report = new PaymentGateway.Event.Paid("event", "ref", Wei.ofTokens(10));
            try {
                receive(world, plan).receive("sandbox", report);
            } catch (Crash expected) {
                crashes++;
            }
            mintForPayment(world, Crash.Plan.never(), Decision.CLEAR).drive(ID);
            receive(world, Crash.Plan.never()).receive("sandbox", report);
            sweep(world, Decision.CLEAR);

            assertThat(world.chain.tk).as("point %d", point).isEmpty();
            assertThat(world.payments.byId(ID).orElseThrow().state())
                    .as("point %d", point)
                    .isEqualTo(PaymentState.HELD);
            if (!plan.happened()) {
                break;
            }
        }
        assertThat(crashes).isGreaterThan(3);
    }

    @Test
    void who_clears_a_payment_of_another_amount_sees_both_and_mints_what_came() {
        World world = opened();
        receive(world, Crash.Plan.never())
                .receive("sandbox", new PaymentGateway.Event.Paid("event", "ref", Wei.ofTokens(10)));
        Payment held = world.payments.byId(ID).orElseThrow();
        assertThat(held.amount()).isEqualTo(Wei.ofTokens(10));
        assertThat(held.reason()).contains("100 was opened").contains("reports 10");

        new DecideHeldPayment(world.payments, queue(world, Decision.CLEAR), world.clock).decide(ID, true, "agreed");
        assertThat(world.chain.tk.get(World.FAN)).isEqualTo(Wei.ofTokens(10).value());
    }

    private static ReceiveGatewayEvent receive(World world, Crash.Plan plan) {
        return new ReceiveGatewayEvent(
                plan.around(Payments.class, world.payments),
                world.withdrawals,
                queue(world, Decision.CLEAR),
                world.clock);
    }

    private static World paid() {
        World world = opened();
        world.payments.move(ID, PaymentState.PAID, "", world.clock.instant());
        return world;
    }

    private static World opened() {
        World world = new World();
        world.payments.insert(new Payment(
                ID,
                new AccountId(new UUID(1, 1)),
                World.FAN,
                AMOUNT,
                "sandbox",
                "ref",
                "",
                PaymentState.OPENED,
                "",
                Optional.empty(),
                world.clock.instant(),
                world.clock.instant()));
        return world;
    }

    private static MintForPayment mintForPayment(World world, Crash.Plan plan, Decision decision) {
        return new MintForPayment(
                plan.around(Payments.class, world.payments),
                plan.around(AmlService.class, _ -> decision),
                plan.around(Minting.class, world.chain),
                world.balances,
                world.events,
                world.clock);
    }

    private static void sweep(World world, Decision decision) {
        world.later();
        new SweepWork(world.payments, world.withdrawals, queue(world, decision), world.clock, Duration.ofMinutes(1))
                .sweep();
    }

    private static WorkQueue queue(World world, Decision decision) {
        return new WorkQueue() {
            @Override
            public void payment(PaymentId id) {
                mintForPayment(world, Crash.Plan.never(), decision).drive(id);
            }

            @Override
            public void withdrawal(WithdrawalId id) {}
        };
    }
}
