package dev.ovation.acceptance.simulation;

import dev.ovation.core.value.Wei;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** A fan's life: pays in, claps and gives with signatures for once and for long, takes back, and keeps book of it. */
final class FanPlay implements Runnable {

    private static final int STEPS = 10;
    private static final String A_MONTH = "2592000";

    private record Standing(String hash, String kind, Wei perIntent) {}

    private final Person fan;
    private final List<Person> creators;
    private final Person denied;
    private final Ledger ledger;
    private final Random random;
    private final List<Standing> standing = new ArrayList<>();
    private final List<String> mine = new ArrayList<>();
    private int requests;

    /**
     * @param denied with whom no money moves; people try all the same
     */
    FanPlay(Person fan, List<Person> creators, Person denied, Ledger ledger, Random random) {
        this.fan = fan;
        this.creators = creators;
        this.denied = denied;
        this.ledger = ledger;
        this.random = random;
    }

    @Override
    public void run() {
        payIn(Wei.ofTokens(100 + random.nextInt(100)), true);
        awaitMoney();
        for (int step = 0; step < STEPS; step++) {
            step();
        }
    }

    private void step() {
        int dice = random.nextInt(100);
        if (dice < 12) {
            payIn(Wei.ofTokens(1 + random.nextInt(60)));
        } else if (dice < 14) {
            payIn(Wei.ofTokens(1501)); // held for a person
        } else if (dice < 38) {
            once("gift", random.nextInt(8) == 0 ? Wei.ofTokens(41) : amount(3_000));
        } else if (dice < 58) {
            once("clap", amount(9_000));
        } else if (dice < 66) {
            bundle();
        } else if (dice < 76) {
            register();
        } else if (dice < 90) {
            draw();
        } else if (dice < 94) {
            revoke();
        } else {
            cancel();
        }
    }

    /** Of wei that no rounding hides. */
    private Wei amount(int thousandths) {
        return Wei.parseTokens("0.001").times(1 + random.nextInt(thousandths)).plus(Wei.of(random.nextInt(1_000)));
    }

    private Person anyCreator() {
        return random.nextInt(10) == 0 ? denied : creators.get(random.nextInt(creators.size()));
    }

    private String newKey() {
        return "request-" + ++requests;
    }

    /** Its interest comes with the days that staff lets pass. */
    private void awaitMoney() {
        Http.Answer[] last = new Http.Answer[1];
        Until.holds(Until.ON_A_BUSY_MACHINE, () -> "there is something to give, but " + last[0], () -> {
            last[0] = fan.get("/api/contracts/balances");
            return last[0].is(200)
                    && !last[0].text("tk").equals("0")
                    && !last[0].text("tki").equals("0");
        });
    }

    private void payIn(Wei amount) {
        payIn(amount, random.nextInt(10) > 0);
    }

    private void payIn(Wei amount, boolean pays) {
        String key = newKey();
        Http.Answer opened =
                Insist.on("a payment", () -> fan.post("/api/payments", Map.of("amount", amount.toTokens()), key));
        JsonNode payment = opened.expect(201);
        String id = payment.get("paymentId").asString();
        URI checkout = URI.create(payment.get("checkoutUrl").asString() + (pays ? "/pay" : "/decline"));
        Insist.on("the checkout", () -> Http.post(checkout, Map.of(), Map.of()));
        ledger.payments.add(new Ledger.Payment(fan, id, amount, pays));
        if (random.nextInt(3) == 0) {
            fan.post("/api/contracts/mint-tk", Map.of("paymentId", id));
        }
    }

    private void once(String kind, Wei amount) {
        Person creator = anyCreator();
        String query = "creatorAddress=" + creator.wallet.checksummed() + "&amount=" + amount.toTokens() + validity();
        JsonNode toSign =
                Insist.on("something to sign", () -> fan.toSign(kind, query)).expect(200);
        give(kind, creator, amount, fan.signedDelegation(toSign));
    }

    /** Mostly for longer than staff lets pass at once. */
    private String validity() {
        return random.nextInt(6) == 0 ? "" : "&validFor=" + A_MONTH;
    }

    private void give(String kind, Person creator, Wei amount, Object delegation) {
        String key = newKey();
        Http.Answer answer = Insist.on(
                "a " + kind, () -> fan.post("/api/contracts/" + kind, Person.intent(creator, amount, delegation), key));
        if (isTaken(answer, kind)) {
            note(kind, creator, amount, answer.text("intentId"), answer.status());
        }
    }

    private void bundle() {
        Wei each = amount(2_000);
        List<Person> chosen =
                creators.stream().filter(_ -> random.nextInt(3) > 0).toList();
        if (chosen.isEmpty()) {
            return;
        }
        String query = "amount=" + each.times(chosen.size()).toTokens() + "&amountEach=" + each.toTokens() + validity();
        JsonNode toSign =
                Insist.on("something to sign", () -> fan.toSign("clap", query)).expect(200);
        Map<String, Object> body = Map.of(
                "claps",
                chosen.stream()
                        .map(creator ->
                                Map.of("creatorAddress", creator.wallet.checksummed(), "amount", each.toTokens()))
                        .toList(),
                "delegation",
                fan.signedDelegation(toSign));
        String key = newKey();
        Http.Answer answer = Insist.on("a bundle", () -> fan.post("/api/contracts/clap", body, key));
        if (isTaken(answer, "bundle")) {
            for (int leg = 0; leg < chosen.size(); leg++) {
                boolean failed = answer.body()
                        .get("intents")
                        .get(leg)
                        .get("state")
                        .asString()
                        .equals("failed");
                note(
                        "clap",
                        chosen.get(leg),
                        each,
                        answer.body().get("intentIds").get(leg).asString(),
                        failed ? 202 : answer.status());
            }
        }
    }

    private boolean isTaken(Http.Answer answer, String what) {
        boolean taken = answer.is(201) || answer.is(202);
        ledger.count(what + (taken ? " taken" : " refused: " + answer.code()));
        return taken;
    }

    private void note(String kind, Person creator, Wei amount, String id, int answered) {
        ledger.given.add(new Ledger.Given(fan, creator, kind, amount, id, answered));
        mine.add(id);
    }

    private void register() {
        String kind = random.nextBoolean() ? "gift" : "clap";
        Wei perIntent = amount(4_000);
        String query = "token=" + (kind.equals("gift") ? "TK" : "TKI") + "&cap="
                + perIntent.times(1 + random.nextInt(4)).toTokens() + "&capPerIntent=" + perIntent.toTokens();
        JsonNode toSign = Insist.on("something to sign", () -> fan.toSign("authorization", query))
                .expect(200);
        Map<String, Object> signed = fan.signedDelegation(toSign);
        Http.Answer answer = Insist.on("a registration", () -> fan.post("/api/delegations", signed));
        standing.add(new Standing(answer.expect(201).get("hash").asString(), kind, perIntent));
        ledger.count("registered");
        draw();
    }

    private void draw() {
        if (standing.isEmpty()) {
            register();
            return;
        }
        Standing chosen = standing.get(random.nextInt(standing.size()));
        Wei amount = random.nextBoolean() ? chosen.perIntent() : amount(1_000).min(chosen.perIntent());
        give(chosen.kind(), anyCreator(), amount, Map.of("hash", chosen.hash()));
    }

    /** From the answer on nobody takes anything under it any more. */
    private void revoke() {
        if (standing.isEmpty()) {
            return;
        }
        Standing chosen = standing.remove(random.nextInt(standing.size()));
        String path = "/api/delegations/" + chosen.hash();
        if (random.nextBoolean()) {
            Insist.on("a revocation", () -> fan.delete(path)).expect(200);
        } else {
            JsonNode toSign = Insist.on("something to sign", () -> fan.toSign("revocation", "hash=" + chosen.hash()))
                    .expect(200);
            Map<String, Object> body = Map.of("signature", fan.wallet.signTypedData(toSign.get("typedData")));
            Insist.on("a revocation", () -> fan.delete(path, body)).expect(200);
        }
        ledger.count("revoked");
        String key = newKey();
        Object gift = Person.intent(anyCreator(), Wei.of(1), Map.of("hash", chosen.hash()));
        Http.Answer answer =
                Insist.on("a gift after all", () -> fan.post("/api/contracts/" + chosen.kind(), gift, key));
        if (!answer.code().equals("authorization-revoked")) {
            throw new AssertionError("expected a refusal of what is revoked and got " + answer);
        }
    }

    private void cancel() {
        if (!mine.isEmpty()) {
            String id = mine.get(random.nextInt(mine.size()));
            Http.Answer answer = Insist.on("a cancellation", () -> fan.delete("/api/contracts/intents/" + id));
            ledger.count(answer.is(200) ? "cancelled" : "cancellation refused");
        }
    }
}
