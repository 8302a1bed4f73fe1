package dev.ovation.acceptance.simulation;

import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** A creator's life: looks whether there is money, and has some of it paid out, to good accounts and to dead ones. */
final class CreatorPlay implements Runnable {

    private static final Wei CENT = Wei.parseTokens("0.01");
    private static final List<String> DESTINATIONS = List.of("DE00 1234", "DE00 5678", "fail");

    /** Blocks between two looks whether there is money. */
    private static final int LOOK_EVERY = 8;

    private final House house;
    private final Person creator;
    private final Ledger ledger;
    private final Random random;
    private final BooleanSupplier going;
    private int patience;
    private int requests;

    /**
     * @param going whether others still play
     * @param patience how often a creator that has withdrawn nothing yet looks again when they don't any more
     */
    CreatorPlay(House house, Person creator, Ledger ledger, Random random, BooleanSupplier going, int patience) {
        this.house = house;
        this.creator = creator;
        this.ledger = ledger;
        this.random = random;
        this.going = going;
        this.patience = patience;
    }

    private boolean stays() {
        return going.getAsBoolean() || (requests == 0 && patience > 0);
    }

    @Override
    public void run() {
        while (stays()) {
            Http.Answer balances = Insist.on("a balance", () -> creator.get("/api/contracts/balances"));
            Wei available = Wei.parseTokens(
                    balances.expect(200).get("available").get("tk").asString());
            long cents = available.value().divide(CENT.value()).longValueExact();
            if (cents == 0) {
                patience -= going.getAsBoolean() ? 0 : 1;
                house.awaitBlocks(LOOK_EVERY, this::stays);
                continue;
            }
            withdraw(CENT.times(1 + random.nextLong(cents)));
            if (random.nextInt(4) > 0) {
                awaitEnd();
            }
        }
    }

    /** Who asks for more before the last withdrawal has ended may be refused by the chain. */
    private void awaitEnd() {
        Until.holds(
                Until.ON_A_BUSY_MACHINE,
                () -> "the withdrawals come to an end",
                () -> !going.getAsBoolean() || OnTheirWay.of(creator).isEmpty());
    }

    private void withdraw(Wei amount) {
        String destination = DESTINATIONS.get(random.nextInt(DESTINATIONS.size()));
        String query = "amount=" + amount.toTokens() + "&destination=" + Person.encoded(destination);
        JsonNode toSign = Insist.on("something to sign", () -> creator.toSign("withdrawal", query))
                .expect(200)
                .get("typedData");
        Map<String, Object> body = Map.of(
                "amount",
                amount.toTokens(),
                "destination",
                destination,
                "signature",
                creator.wallet.signTypedData(toSign));
        String key = "withdrawal-" + ++requests;
        Http.Answer answer = Insist.on("a withdrawal", () -> creator.post("/api/contracts/withdraw", body, key));
        ledger.count(answer.is(202) ? "withdrawal taken" : "withdrawal refused: " + answer.code());
        if (answer.is(202)) {
            ledger.withdrawals.add(new Ledger.Withdrawn(creator, answer.text("withdrawalId"), amount, destination));
        }
    }
}
