package dev.ovation.core.withdrawal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.PaymentGateway.PayoutState;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.testing.Crash;
import dev.ovation.core.testing.World;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.work.SweepWork;
import dev.ovation.core.work.WorkQueue;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job server dies at every single call on a withdrawal's way; it is burned once and paid once, or given back once. */
class WithdrawalCrashTest {

    private static final BigInteger HELD = Wei.ofTokens(20).value();
    private static final Wei AMOUNT = Wei.ofTokens(5);
    private static final WithdrawalId ID = new WithdrawalId(Bytes32.ZERO);

    @Test
    void it_is_burned_and_paid_once_wherever_the_process_dies() {
        diesEverywhere(PayoutState.DONE, WithdrawalState.DONE, HELD.subtract(AMOUNT.value()), 1);
    }

    @Test
    void a_payout_that_fails_for_good_gives_the_tk_back_once() {
        diesEverywhere(PayoutState.FAILED, WithdrawalState.RETURNED, HELD, 0);
    }

    @Test
    void a_refused_burn_leaves_everything_as_it_was() {
        World world = requested();
        refuse(world, "ERC20InsufficientBalance");
        world.clock.advance(Duration.ofMinutes(1));
        process(world, new Gateway(PayoutState.DONE), Crash.Plan.never()).drive(ID);
        assertThat(world.withdrawals.byId(ID).orElseThrow().state()).isEqualTo(WithdrawalState.FAILED);
        assertThat(world.chain.tk.get(World.CREATOR)).isEqualTo(HELD);
    }

    @Test
    void a_balance_that_an_endpoint_may_not_have_seen_yet_fails_no_withdrawal() {
        World world = requested();
        refuse(world, "ERC20InsufficientBalance");
        world.clock.advance(Duration.ofSeconds(59));
        refuse(world, "ERC20InsufficientBalance");
        isBurnedAndPaidOnceNothingRefusesIt(world);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"EnforcedPause", "EnforcedLedgerPause", "AccessControlUnauthorizedAccount", "OutOfGasOrNoReason"
            })
    void a_refusal_that_is_not_about_the_withdrawal_never_fails_it(String reason) {
        World world = requested();
        refuse(world, reason);
        world.clock.advance(Duration.ofDays(3));
        refuse(world, reason);
        isBurnedAndPaidOnceNothingRefusesIt(world);
    }

    private static void refuse(World world, String reason) {
        world.chain.refuseBurns = Optional.of(reason);
        assertThatThrownBy(() -> process(world, new Gateway(PayoutState.DONE), Crash.Plan.never())
                        .drive(ID))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage(reason);
        assertThat(world.withdrawals.byId(ID).orElseThrow().state()).isEqualTo(WithdrawalState.CLEARED);
    }

    private static void isBurnedAndPaidOnceNothingRefusesIt(World world) {
        world.chain.refuseBurns = Optional.empty();
        Gateway gateway = new Gateway(PayoutState.DONE);
        sweep(world, gateway);
        assertThat(world.withdrawals.byId(ID).orElseThrow().state()).isEqualTo(WithdrawalState.DONE);
        assertThat(world.chain.tk.get(World.CREATOR)).isEqualTo(HELD.subtract(AMOUNT.value()));
        assertThat(gateway.paid).hasSize(1);
    }

    /** Two servers wait for one burn; the one that was refused has told so when the other's burn goes through. */
    @Test
    void what_is_burned_after_it_was_told_to_have_failed_is_given_back() {
        World world = requested();
        Gateway gateway = new Gateway(PayoutState.DONE);
        Burning late = new Burning() {
            @Override
            public Receipt burn(WithdrawalId withdrawal, Address from, Wei amount, byte[] signature) {
                world.withdrawals.move(withdrawal, WithdrawalState.FAILED, "EnforcedPause", world.clock.instant());
                return world.chain.burn(withdrawal, from, amount, signature);
            }

            @Override
            public Receipt giveBack(WithdrawalId withdrawal) {
                return world.chain.giveBack(withdrawal);
            }
        };
        new ProcessWithdrawal(
                        world.withdrawals,
                        _ -> Decision.CLEAR,
                        late,
                        gateway,
                        world.balances,
                        world.events,
                        world.clock)
                .drive(ID);

        assertThat(world.withdrawals.byId(ID).orElseThrow().state()).isEqualTo(WithdrawalState.RETURNED);
        assertThat(world.chain.tk.get(World.CREATOR)).isEqualTo(HELD);
        assertThat(gateway.paid).isEmpty();
    }

    private static void diesEverywhere(PayoutState gatewaySays, WithdrawalState end, BigInteger balance, int paid) {
        int crashes = 0;
        for (int point = 0; ; point++) {
            World world = requested();
            Gateway gateway = new Gateway(gatewaySays);
            Crash.Plan plan = new Crash.Plan(point);
            try {
                process(world, gateway, plan).drive(ID);
            } catch (Crash expected) {
                crashes++;
            }
            sweep(world, gateway);
            assertThat(world.withdrawals.byId(ID).orElseThrow().state())
                    .as("point %d", point)
                    .isEqualTo(end);
            assertThat(world.chain.tk.get(World.CREATOR)).as("point %d", point).isEqualTo(balance);
            assertThat(gateway.paid).as("point %d", point).hasSize(paid);
            if (!plan.happened()) {
                break;
            }
        }
        assertThat(crashes).isGreaterThan(10);
    }

    private static World requested() {
        World world = new World();
        world.chain.tk.put(World.CREATOR, HELD);
        world.withdrawals.insert(new Withdrawal(
                ID,
                World.FAN_ID,
                World.CREATOR,
                0,
                AMOUNT,
                "DE00",
                new byte[65],
                WithdrawalState.REQUESTED,
                "",
                Optional.empty(),
                Optional.empty(),
                world.clock.instant(),
                world.clock.instant()));
        return world;
    }

    private static ProcessWithdrawal process(World world, PaymentGateway gateway, Crash.Plan plan) {
        return new ProcessWithdrawal(
                plan.around(Withdrawals.class, world.withdrawals),
                plan.around(AmlService.class, _ -> Decision.CLEAR),
                plan.around(Burning.class, world.chain),
                plan.around(PaymentGateway.class, gateway),
                world.balances,
                world.events,
                world.clock);
    }

    private static void sweep(World world, PaymentGateway gateway) {
        WorkQueue runsAtOnce = new WorkQueue() {
            @Override
            public void payment(PaymentId id) {}

            @Override
            public void withdrawal(WithdrawalId id) {
                process(world, gateway, Crash.Plan.never()).drive(id);
            }
        };
        for (int round = 0; round < 3; round++) {
            world.later();
            new SweepWork(world.payments, world.withdrawals, runsAtOnce, world.clock, Duration.ofMinutes(1)).sweep();
        }
    }

    /** A gateway that pays once for each id, as gateways with idempotency keys do. */
    private static final class Gateway implements PaymentGateway {
        private final PayoutState answer;
        private final Map<WithdrawalId, Wei> paid = new HashMap<>();

        Gateway(PayoutState answer) {
            this.answer = answer;
        }

        @Override
        public String provider() {
            return "sandbox";
        }

        @Override
        public Checkout open(PaymentId payment, Wei amount) {
            throw new AssertionError("nobody opens a payment here");
        }

        @Override
        public PayoutState payOut(WithdrawalId withdrawal, Wei amount, String destination) {
            if (answer == PayoutState.DONE) {
                paid.putIfAbsent(withdrawal, amount);
            }
            return answer;
        }

        @Override
        public Event read(Map<String, String> headers, byte[] body) {
            throw new AssertionError("no webhook here");
        }
    }
}
