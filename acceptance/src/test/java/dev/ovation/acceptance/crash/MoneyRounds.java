package dev.ovation.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.acceptance.simulation.Http;
import dev.ovation.acceptance.simulation.Person;
import dev.ovation.acceptance.simulation.Town;
import dev.ovation.acceptance.simulation.Until;
import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * All that a job server does for money, again and again: it mints what was paid, approves and settles what was given,
 * burns and pays out what is withdrawn.
 */
final class MoneyRounds {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Wei PAYMENT = Wei.ofTokens(5);
    private static final Wei GIFT = Wei.ofTokens(2);
    private static final Wei WITHDRAWAL = Wei.ofTokens(1);
    private static final int OPENING_PAYMENTS = 2;

    private final Town town;
    private final Person fan;
    private final Person creator;
    private final Wei fanHad;
    private final Wei creatorHad;
    private final List<String> payments = new ArrayList<>();
    private final List<String> gifts = new ArrayList<>();
    private final List<String> withdrawals = new ArrayList<>();

    /** Opens with enough for the fan to give from, and for the creator to withdraw. */
    MoneyRounds(Town town) {
        this.town = town;
        this.fan = town.newFan();
        this.creator = town.newCreator();
        town.payIn(fan, "10000");
        town.payIn(creator, "10000");
        fanHad = town.chain.tk(fan.wallet.address());
        creatorHad = town.chain.tk(creator.wallet.address());
    }

    /** Asks for one of each, and waits until all of it is done, or until nobody is there any more who could. */
    void round(BooleanSupplier alive) {
        gifts.add(town.gift(fan, creator, gift(gifts.size())));
        payments.add(town.openAndPay(fan, PAYMENT.toTokens()));
        withdrawals.add(town.withdraw(creator, WITHDRAWAL.toTokens(), "account " + withdrawals.size()));
        order("approval", alive);
        Until.holds(
                PATIENCE,
                () -> "minted, approved and paid out",
                () -> !alive.getAsBoolean()
                        || isDone()
                                && fan.get("/api/contracts/intents?status=submitted")
                                        .body()
                                        .path("items")
                                        .isEmpty());
        if (alive.getAsBoolean()) {
            town.house.anvil.increaseTime(WEEK);
            order("settlement", alive);
            Until.holds(PATIENCE, () -> "settled", () -> !alive.getAsBoolean() || isSettled());
        }
    }

    private void order(String job, BooleanSupplier alive) {
        Until.holds(PATIENCE, () -> job + " is ordered", () -> !alive.getAsBoolean() || town.desk.run(job));
    }

    private boolean isDone() {
        return fan.get("/api/payments/" + payments.getLast()).text("state").equals("minted")
                && states().stream().allMatch("done"::equals);
    }

    private List<String> states() {
        return creator.all("/api/contracts/withdrawals").stream()
                .map(withdrawal -> withdrawal.get("state").asString())
                .toList();
    }

    private boolean isSettled() {
        return fan.get("/api/contracts/intents?status=approved")
                .body()
                .path("items")
                .isEmpty();
    }

    /** Waits until all that was asked for is done, and looks at what came of it. */
    void audit() {
        payments.forEach(payment -> town.awaitMinted(fan, payment));
        withdrawals.forEach(withdrawal -> town.awaitWithdrawal(creator, withdrawal, "done"));
        town.approve(fan);
        town.settle(fan);
        town.desk.awaitBooksInOrder(List.of(fan, creator), PATIENCE);

        gifts.forEach(gift -> assertThat(town.leg(fan, gift)).isEqualTo(LegState.SETTLED));
        assertThat(fan.all("/api/contracts/intents")).hasSize(gifts.size());
        assertThat(ids(ControllerContract.PAYMENT_MINTED_EVENT))
                .doesNotHaveDuplicates()
                .hasSize(payments.size() + OPENING_PAYMENTS);
        assertThat(ids(ControllerContract.WITHDRAWAL_BURNED))
                .doesNotHaveDuplicates()
                .hasSize(withdrawals.size());
        assertThat(town.chain.events(ControllerContract.WITHDRAWAL_RETURNED)).isEmpty();
        assertThat(paidOut()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(withdrawals);

        Wei given = given();
        assertThat(town.chain.tk(fan.wallet.address()))
                .isEqualTo(fanHad.plus(PAYMENT.times(payments.size())).minus(given));
        assertThat(town.chain.tk(creator.wallet.address()))
                .isEqualTo(creatorHad.plus(given).minus(WITHDRAWAL.times(withdrawals.size())));
        assertThat(town.chain.tkInEscrow()).isEqualTo(Wei.ZERO);
    }

    /** No gift is as large as another: one that is settled twice can't stand for one that is lost. */
    private static Wei gift(int number) {
        return GIFT.plus(Wei.of(number));
    }

    private Wei given() {
        return IntStream.range(0, gifts.size()).mapToObj(MoneyRounds::gift).reduce(Wei.ZERO, Wei::plus);
    }

    private List<String> ids(AbiEvent event) {
        return town.chain.events(event).stream()
                .map(values -> String.valueOf(values.get(0)))
                .toList();
    }

    /** The withdrawals that the gateway has paid out. */
    private List<String> paidOut() {
        List<String> ids = new ArrayList<>();
        Http.get(town.house.gateway.uri().resolve("/payouts"), Map.of())
                .expect(200)
                .forEach(payout -> ids.add(payout.get("id").asString()));
        return ids;
    }
}
