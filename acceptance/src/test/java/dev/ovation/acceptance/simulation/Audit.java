package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** At rest: what people were answered, what the documents say and what the chain knows are the same, to the wei. */
final class Audit {

    private static final BigInteger TKI_OF_ONE_TK = BigInteger.valueOf(100);

    private final House house;
    private final Town town;
    private final Ledger ledger;
    private final List<Person> fans;
    private final List<Person> creators;
    /** Everybody's intents as the server tells them, by their ids. */
    private final Map<String, JsonNode> intents = new HashMap<>();

    Audit(House house, Town town, Ledger ledger, List<Person> fans, List<Person> creators) {
        this.house = house;
        this.town = town;
        this.ledger = ledger;
        this.fans = fans;
        this.creators = creators;
    }

    void hold() {
        List<Person> people = new ArrayList<>(fans);
        people.addAll(creators);
        house.awaitFollowed();
        town.desk.awaitBooksInOrder(people, Until.ON_A_BUSY_MACHINE);
        everyIntentExistsOnce();
        everyPaymentIsMintedOnce();
        everyWithdrawalIsBurnedAndPaidOnce();
        for (Person fan : fans) {
            balanceIs(fan, minted(fan).minus(settled("gift", "fan", fan)));
            assertThat(town.chain.tkiSpent(fan.wallet.address()))
                    .as("TKI that %s spent", fan.email())
                    .isEqualTo(settled("clap", "fan", fan));
        }
        for (Person creator : creators) {
            balanceIs(creator, earned(creator).minus(withdrawn(creator)));
        }
        assertThat(town.chain.tkInEscrow()).as("left in escrow").isEqualTo(Wei.ZERO);
    }

    private void everyIntentExistsOnce() {
        for (Person fan : fans) {
            fan.all("/api/contracts/intents?role=fan")
                    .forEach(intent -> intents.put(intent.get("intentId").asString(), intent));
        }
        assertThat(ledger.given.stream().map(Ledger.Given::id))
                .as("answered ids")
                .doesNotHaveDuplicates();
        Map<String, Ledger.Given> taken =
                ledger.given.stream().collect(Collectors.toMap(Ledger.Given::id, given -> given));
        taken.forEach((id, given) -> {
            JsonNode intent = intents.get(id);
            assertThat(intent).as("%s, which was taken", given).isNotNull();
            assertThat(Wei.parseTokens(intent.get("amount").asString())).isEqualTo(given.amount());
            if (given.answered() == 201) {
                ledger.count("answered 201 and " + state(id));
                boolean undone = state(id).equals("failed");
                assertThat(undone && house.confirmations > Chaos.DEEPEST_REORG)
                        .as("%s was confirmed and then lost: %s", given, intent)
                        .isFalse();
            }
        });
        intents.forEach((id, intent) -> {
            ledger.count("intent " + state(id));
            assertThat(town.chain.leg(intent.get("chainIntentId").asString()))
                    .as("on the chain, of %s", intent)
                    .isEqualTo(state(id).equals("settled") ? LegState.SETTLED : LegState.RELEASED);
            if (!taken.containsKey(id)) {
                assertThat(state(id))
                        .as("refused, and so never taken: %s", intent)
                        .isEqualTo("failed");
            }
        });
    }

    private String state(String id) {
        return intents.get(id).get("state").asString();
    }

    /** Of an intent's fan or creator. */
    private Wei settled(String kind, String side, Person person) {
        return sum(intents.values().stream()
                .filter(intent -> intent.get("kind").asString().equals(kind))
                .filter(intent -> intent.get(side).asString().equals(person.wallet.checksummed()))
                .filter(intent -> intent.get("state").asString().equals("settled"))
                .map(intent -> Wei.parseTokens(intent.get("amount").asString())));
    }

    private static Wei sum(Stream<Wei> amounts) {
        return amounts.reduce(Wei.ZERO, Wei::plus);
    }

    /** What is left of claps below the hundredth waits in the contract for the next. */
    private Wei earned(Person creator) {
        BigInteger claps = settled("clap", "creator", creator).value();
        return settled("gift", "creator", creator).plus(new Wei(claps.divide(TKI_OF_ONE_TK)));
    }

    private void everyPaymentIsMintedOnce() {
        Map<String, Wei> mints = once("mint", ControllerContract.PAYMENT_MINTED_EVENT, "paymentId");
        for (Ledger.Payment payment : ledger.payments) {
            boolean minted = stateOf(payment).equals("minted");
            ledger.count("payment " + stateOf(payment));
            assertThat(mints.get(paymentKey(payment.id())))
                    .as("minted for %s", payment)
                    .isEqualTo(minted ? payment.amount() : null);
            assertThat(payment.paid() || !minted).isTrue();
        }
    }

    private static String paymentKey(String id) {
        return dev.ovation.runtime.onchain.contracts.Words.of(
                        new dev.ovation.core.payment.PaymentId(UUID.fromString(id)))
                .toString();
    }

    private String stateOf(Ledger.Payment payment) {
        return payment.payer().get("/api/payments/" + payment.id()).text("state");
    }

    private Wei minted(Person payer) {
        return sum(ledger.payments.stream()
                .filter(payment -> payment.payer() == payer)
                .filter(payment -> stateOf(payment).equals("minted"))
                .map(Ledger.Payment::amount));
    }

    private void everyWithdrawalIsBurnedAndPaidOnce() {
        Map<String, Wei> burns = once("burn", ControllerContract.WITHDRAWAL_BURNED, "withdrawalId");
        Map<String, Wei> returns = once("return", ControllerContract.WITHDRAWAL_RETURNED, "withdrawalId");
        Map<String, String> payouts = payouts();
        Map<String, String> states = new HashMap<>();
        creators.forEach(creator -> creator.all("/api/contracts/withdrawals")
                .forEach(w -> states.put(
                        w.get("withdrawalId").asString(), w.get("state").asString())));
        assertThat(states.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ledger.withdrawals.stream().map(Ledger.Withdrawn::id).toList());
        for (Ledger.Withdrawn withdrawal : ledger.withdrawals) {
            String state = states.get(withdrawal.id());
            ledger.count("withdrawal " + state);
            boolean burned = state.equals("done") || state.equals("returned");
            assertThat(burns.get(withdrawal.id()))
                    .as("burned for %s, which is %s", withdrawal, state)
                    .isEqualTo(burned ? withdrawal.amount() : null);
            assertThat(returns.get(withdrawal.id()))
                    .as("returned for %s, which is %s", withdrawal, state)
                    .isEqualTo(state.equals("returned") ? withdrawal.amount() : null);
            // A burn that was refused, came back with a re-organisation and was given back never got to the gateway.
            Set<String> payout = Set.of(payouts.getOrDefault(withdrawal.id(), "none"));
            assertThat(payout)
                    .as("paid out for %s, which is %s", withdrawal, state)
                    .isSubsetOf(
                            switch (state) {
                                case "done" -> Set.of("done");
                                case "returned" -> Set.of("failed", "none");
                                default -> Set.of("none");
                            });
        }
    }

    private Wei withdrawn(Person creator) {
        Map<String, Wei> returns = once("return", ControllerContract.WITHDRAWAL_RETURNED, "withdrawalId");
        return sum(ledger.withdrawals.stream()
                .filter(withdrawal -> withdrawal.creator() == creator)
                .filter(withdrawal -> !returns.containsKey(withdrawal.id()))
                .filter(withdrawal -> payouts().containsKey(withdrawal.id()))
                .map(Ledger.Withdrawn::amount));
    }

    /** How the gateway's payouts ended; it keeps one for each id. */
    private Map<String, String> payouts() {
        JsonNode all =
                Http.get(house.gateway.uri().resolve("/payouts"), Map.of()).expect(200);
        Map<String, String> payouts = new TreeMap<>();
        all.forEach(payout ->
                payouts.put(payout.get("id").asString(), payout.get("status").asString()));
        return payouts;
    }

    /** The amounts of an event by its id, of which each stands in the chain once. */
    private Map<String, Wei> once(String what, AbiEvent event, String id) {
        Map<String, Wei> amounts = new HashMap<>();
        for (AbiValues found : town.chain.events(event)) {
            Wei before = amounts.put(found.bytes32(id).toString(), found.wei("amount"));
            assertThat(before).as("a second %s of %s", what, found.bytes32(id)).isNull();
        }
        return amounts;
    }

    private void balanceIs(Person person, Wei expected) {
        assertThat(town.chain.tk(person.wallet.address()))
                .as("TK of %s on the chain", person.email())
                .isEqualTo(expected);
        JsonNode told = person.get("/api/contracts/balances").expect(200);
        assertThat(Wei.parseTokens(told.get("tk").asString()))
                .as("TK of %s as told", person.email())
                .isEqualTo(expected);
        assertThat(told.get("available").get("tk").asString())
                .as("available to %s", person.email())
                .isEqualTo(told.get("tk").asString());
        assertThat(told.get("reserved").get("tk").asString() + " TK and "
                        + told.get("reserved").get("tki").asString() + " TKI")
                .as("reserved of %s", person.email())
                .isEqualTo("0 TK and 0 TKI");
    }
}
