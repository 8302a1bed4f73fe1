package dev.ovation.core.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.screening.AmlService;
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

    private static World paid() {
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
        world.payments.move(ID, PaymentState.PAID, "", world.clock.instant());
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
        WorkQueue runsAtOnce = new WorkQueue() {
            @Override
            public void payment(PaymentId id) {
                mintForPayment(world, Crash.Plan.never(), decision).drive(id);
            }

            @Override
            public void withdrawal(WithdrawalId id) {}
        };
        new SweepWork(world.payments, world.withdrawals, runsAtOnce, world.clock, Duration.ofMinutes(1)).sweep();
    }
}
