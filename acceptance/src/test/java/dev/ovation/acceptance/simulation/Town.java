package dev.ovation.acceptance.simulation;

import dev.ovation.core.value.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** People who use a house patiently: where no answer comes, or no decision, they ask again until there is one. */
public final class Town {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration PATIENCE = Until.ON_A_BUSY_MACHINE;

    public final House house;
    public final ChainTruth chain;
    public final Desk desk;
    private final Random random;
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger keys = new AtomicInteger();

    public Town(House house, Random random) {
        this.house = house;
        this.random = random;
        this.chain = new ChainTruth(house.anvil, house.deployment);
        this.desk = new Desk(house);
    }

    public Person newFan() {
        return newcomer("user");
    }

    /** A creator whom the contract knows already: before that it pays nobody. */
    public Person newCreator() {
        Person creator = newcomer("creator");
        Until.holds("the creator is registered", () -> chain.isCreator(creator.wallet.address()));
        return creator;
    }

    private Person newcomer(String type) {
        String email = type + people.incrementAndGet() + "@example.com";
        return new Person(house.api.url(), email, new Wallet(random)).join(type);
    }

    /** One gift; answers its id once the server has it, whatever happens on the way. */
    public String gift(Person fan, Person creator, Wei amount) {
        Object[] delegation = new Object[1];
        Until.holds(PATIENCE, () -> "something to sign", () -> {
            Http.Answer proposed = fan.toSign(
                    "gift", "creatorAddress=" + creator.wallet.checksummed() + "&amount=" + amount.toTokens());
            if (proposed.is(200)) {
                delegation[0] = fan.signedDelegation(proposed.body());
            }
            return proposed.is(200);
        });
        return insist(fan, amount, Person.intent(creator, amount, delegation[0]));
    }

    /**
     * @param amount that no other of the fan's gifts has: by it a gift is found whose answer was lost
     */
    private String insist(Person fan, Wei amount, Object body) {
        String[] id = {""};
        Http.Answer[] last = new Http.Answer[1];
        Until.holds(PATIENCE, () -> "the gift is taken, but " + last[0], () -> {
            boolean again = last[0] != null;
            last[0] = fan.post("/api/contracts/gift", body);
            if (last[0].is(201) || last[0].is(202)) {
                id[0] = last[0].text("intentId");
            } else if (again && last[0].code().equals("authorization-replayed")) {
                // The first asking was heard, or is still being thought about.
                id[0] = fan.all("/api/contracts/intents").stream()
                        .filter(intent -> intent.get("amount").asString().equals(amount.toTokens()))
                        .map(intent -> intent.get("intentId").asString())
                        .findFirst()
                        .orElse("");
            } else if (last[0].isDecided()) {
                throw new AssertionError("refused: " + last[0]);
            }
            return !id[0].isEmpty();
        });
        return id[0];
    }

    /** A payment that is paid and minted. */
    public void payIn(Person person, String amount) {
        awaitMinted(person, openAndPay(person, amount));
    }

    public String openAndPay(Person person, String amount) {
        String key = newKey();
        JsonNode payment = Insist.on("a payment", () -> person.post("/api/payments", Map.of("amount", amount), key))
                .expect(201);
        URI pay = URI.create(payment.get("checkoutUrl").asString() + "/pay");
        Insist.on("the checkout", () -> Http.post(pay, Map.of(), Map.of()));
        return payment.get("paymentId").asString();
    }

    /** Under which a request may be repeated. */
    private String newKey() {
        return "town-" + keys.incrementAndGet() + "-" + System.identityHashCode(this);
    }

    public void awaitMinted(Person person, String payment) {
        Http.Answer[] last = new Http.Answer[1];
        Until.holds(PATIENCE, () -> "minted, but " + last[0], () -> {
            last[0] = person.get("/api/payments/" + payment);
            return last[0].text("state").equals("minted");
        });
    }

    public String withdraw(Person creator, String amount, String destination) {
        String query = "amount=" + amount + "&destination=" + Person.encoded(destination);
        JsonNode payload = Insist.on("something to sign", () -> creator.toSign("withdrawal", query))
                .expect(200)
                .get("typedData");
        Map<String, Object> body = Map.of(
                "amount", amount, "destination", destination, "signature", creator.wallet.signTypedData(payload));
        String key = newKey();
        return Insist.on("a withdrawal", () -> creator.post("/api/contracts/withdraw", body, key))
                .expect(202)
                .get("withdrawalId")
                .asString();
    }

    public void awaitWithdrawal(Person creator, String id, String state) {
        Until.holds(
                "the withdrawal is " + state,
                () -> creator.all("/api/contracts/withdrawals").stream()
                        .anyMatch(withdrawal ->
                                withdrawal.get("withdrawalId").asString().equals(id)
                                        && withdrawal.get("state").asString().equals(state)));
    }

    /** Approves all that this fan has submitted. */
    public void approve(Person fan) {
        runUntilNone("approval", List.of(fan), "pending", "submitted");
    }

    /** Ends the epoch and settles all that this fan has been approved. */
    public void settle(Person fan) {
        house.anvil.increaseTime(WEEK);
        runUntilNone("settlement", List.of(fan), "approved");
    }

    private void runUntilNone(String job, List<Person> fans, String... states) {
        int[] round = {0};
        Until.holds(PATIENCE, () -> "nobody has anything " + List.of(states), () -> {
            if (round[0]++ % 20 == 0) {
                desk.run(job);
            }
            return fans.stream().allMatch(fan -> hasNone(fan, states));
        });
    }

    private static boolean hasNone(Person fan, String... states) {
        for (String state : states) {
            Http.Answer page = fan.get("/api/contracts/intents?status=" + state);
            if (!page.is(200) || !page.body().get("items").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** None also where the gift has no place on the chain yet. */
    public ChainTruth.LegState leg(Person fan, String gift) {
        String id = Insist.on("a gift", () -> fan.get("/api/contracts/intents/" + gift))
                .text("chainIntentId");
        return id.isEmpty() ? ChainTruth.LegState.NONE : chain.leg(id);
    }
}
