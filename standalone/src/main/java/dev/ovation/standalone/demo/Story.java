package dev.ovation.standalone.demo;

import dev.ovation.core.ledger.Interest;
import dev.ovation.core.value.Wei;
import dev.ovation.standalone.Console;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Two fans and a creator, from sign-up to payout and withdrawal. Every step checks what it sees, to the wei. */
public final class Story {

    private static final long DAY = 86_400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Console console;
    private final Staff staff;
    private final String gateway;
    private final Chain chain;
    private final Person ada;
    private final Person bela;
    private final Person cleo;
    private final BalanceTable table;

    public Story(Console console, String api, String jobs, String gateway, String rpc, String email, String password) {
        this.console = console;
        this.staff = new Staff(api, jobs, email, password);
        this.gateway = gateway;
        this.chain = new Chain(rpc);
        this.ada = new Person("Ada", api);
        this.bela = new Person("Bela", api);
        this.cleo = new Person("Cleo", api);
        this.table = new BalanceTable(console, List.of(ada, bela, cleo));
    }

    /** Plays it all; answers how many wei the books are off in the end, which must be none. */
    public BigInteger play() {
        chain.freeze();
        signUp();
        payIn();
        thirtyDaysPass();
        List<String> intents = clapAndGift();
        refusals();
        approveAndSettle(intents);
        withdraw();
        return reconcile();
    }

    public int transactions() {
        return chain.transactions();
    }

    private void signUp() {
        console.title("1  Two fans and a creator sign up, each proving its wallet");
        ada.signUp("user");
        bela.signUp("user");
        cleo.signUp("creator");
        for (Person person : List.of(ada, bela, cleo)) {
            console.line("  " + person.name() + "  " + person.wallet().checksummed());
        }
    }

    private void payIn() {
        console.title("2  Ada pays in 100 and Bela 50 at the gateway; screening clears, the worker mints");
        pay(ada, "100");
        pay(bela, "50");
        Map<Person, Person.Balances> now = table.show();
        check(now.get(ada).tk().equals(Wei.ofTokens(100)), "Ada holds 100 TK");
        check(now.get(bela).tk().equals(Wei.ofTokens(50)), "Bela holds 50 TK");
    }

    private void pay(Person fan, String amount) {
        JsonNode payment = fan.post("/api/payments", Map.of("amount", amount)).expect(201);
        String id = payment.get("paymentId").asString();
        Http.post(gateway + "/checkout/" + payment.get("payment").get("providerRef").asString() + "/pay", Map.of(), Map.of());
        await("the payment of " + fan.name(), () -> !fan.get("/api/payments/" + id)
                .get("state")
                .asString()
                .equals("opened"));
        JsonNode minted = fan.post("/api/contracts/mint-tk", Map.of("paymentId", id)).expect(200);
        transaction("minted for " + fan.name(), minted.get("payment").get("transactionHash"));
    }

    private void thirtyDaysPass() {
        console.title("3  Thirty days pass at 2 % a month");
        chain.moveBy(30 * DAY);
        Map<Person, Person.Balances> now = table.show();
        for (Person fan : List.of(ada, bela)) {
            checkInterest(fan, now.get(fan), Wei.ZERO);
        }
    }

    /** TKI is what the formula gives for the index that the API names: balance x index / 259,200,000, rounded down. */
    private void checkInterest(Person fan, Person.Balances balances, Wei spent) {
        long since = Long.parseLong(fan.get("/api/contracts/balances").get("earningSince").asString());
        Wei expected = Interest.wei(Interest.raw(balances.tk(), balances.index() - since)).minus(spent);
        check(balances.tki().equals(expected), fan.name() + " earned " + expected.toTokens() + " TKI, to the wei");
    }

    private List<String> clapAndGift() {
        console.title("4  Ada claps 40 TKI and Bela gifts 10 TK for Cleo, each with one signature and no gas");
        List<String> ids = new ArrayList<>();
        ids.add(send(ada, "clap", "40"));
        ids.add(send(bela, "gift", "10"));
        Map<Person, Person.Balances> now = table.show();
        check(now.get(bela).tk().equals(Wei.ofTokens(40)), "Bela's 10 TK are in escrow");
        return ids;
    }

    private String send(Person fan, String kind, String amount) {
        JsonNode answer = fan.post("/api/contracts/" + kind, signed(fan, kind, amount)).expect(201);
        JsonNode intent = answer.get("intent");
        console.line("  " + kind + " " + amount + " by " + fan.name() + ": on-chain intent "
                + intent.get("chainIntentId").asString());
        transaction("submitted", intent.get("transactionHash"));
        return answer.get("intentId").asString();
    }

    private Map<String, Object> signed(Person fan, String kind, String amount) {
        JsonNode offer = fan.get("/api/contracts/typed-data/" + kind + "?creatorAddress="
                + cleo.wallet().checksummed() + "&amount=" + amount);
        JsonNode typedData = offer.get("typedData");
        Map<String, Object> delegation = new LinkedHashMap<>();
        delegation.put("authorization", typedData.get("message"));
        delegation.put("signature", fan.wallet().signTypedData(typedData));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("creatorAddress", cleo.wallet().checksummed());
        body.put("amount", amount);
        body.put("delegation", delegation);
        return body;
    }

    private void refusals() {
        console.title("   What is refused, and with which code");
        refuse("a clap beyond the balance", "insufficient-balance", ada.post("/api/contracts/clap", signed(ada, "clap", "100000")));

        Map<String, Object> forged = signed(ada, "clap", "1");
        delegation(forged).put("signature", "0x" + "11".repeat(64) + "1b");
        refuse("a forged signature", "invalid-signature", ada.post("/api/contracts/clap", forged));

        Map<String, Object> clap = signed(ada, "clap", "1");
        JsonNode first = ada.post("/api/contracts/clap", clap).expect(201);
        refuse("the same authorization again", "authorization-replayed", ada.post("/api/contracts/clap", clap));
        cancel(ada, first.get("intentId").asString());

        refuse("another fan's authorization", "authorization-not-yours", bela.post("/api/contracts/clap", signed(ada, "clap", "1")));
        refuse("a garbage body", "malformed-json", ada.postRaw("/api/contracts/clap", "{\"amount\": 1,,"));
    }

    private void cancel(Person fan, String intent) {
        fan.delete("/api/contracts/intents/" + intent).expect(200);
        console.line("  (the one that counted was cancelled again, and its escrow came back)");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> delegation(Map<String, Object> body) {
        return (Map<String, Object>) body.get("delegation");
    }

    private void refuse(String what, String code, Http.Answer answer) {
        check(answer.status() >= 400 && answer.status() < 500, what + " is refused, not " + answer.status());
        check(code.equals(answer.body().path("code").asString()), what + " → " + answer.status() + " " + code
                + (code.equals(answer.body().path("code").asString()) ? "" : ", not " + answer.body()));
    }

    private void approveAndSettle(List<String> intents) {
        console.title("5  The approval job screens and approves; the epoch of seven days ends; the settlement job pays");
        staff.run("approval");
        awaitState(intents, "approved");
        console.line("  approved on-chain");
        chain.moveBy(7 * DAY);
        staff.run("accrual");
        staff.run("settlement");
        awaitState(intents, "settled");
        transaction("settled", ada.get("/api/contracts/intents/" + intents.getFirst()).get("intent").get("closedBy"));
        Map<Person, Person.Balances> now = table.show();
        check(now.get(cleo).tk().equals(Wei.parseTokens("10.4")), "Cleo holds exactly 10.4 TK");
        check(now.get(bela).tk().equals(Wei.ofTokens(40)), "Bela's TK fell by 10");
        checkInterest(ada, now.get(ada), Wei.ofTokens(40));
    }

    private void awaitState(List<String> intents, String state) {
        List<Person> fans = List.of(ada, bela);
        for (int i = 0; i < intents.size(); i++) {
            Person fan = fans.get(i);
            String path = "/api/contracts/intents/" + intents.get(i);
            await(fan.name() + "'s intent to be " + state, () -> fan.get(path)
                    .get("intent")
                    .get("state")
                    .asString()
                    .equals(state));
        }
    }

    private void withdraw() {
        console.title("6  Cleo withdraws 5 TK: signs, the worker burns, the gateway pays out");
        String destination = "DE89 3704 0044 0532 0130 00";
        JsonNode typedData = cleo.get("/api/contracts/typed-data/withdrawal?amount=5&destination="
                        + destination.replace(" ", "%20"))
                .get("typedData");
        JsonNode accepted = cleo.post(
                        "/api/contracts/withdraw",
                        Map.of(
                                "amount", "5",
                                "destination", destination,
                                "signature", cleo.wallet().signTypedData(typedData)))
                .expect(202);
        String id = accepted.get("withdrawalId").asString();
        await("the payout", () -> state(id).equals("done"));
        JsonNode withdrawal = cleo.get("/api/contracts/withdrawals/" + id).get("withdrawal");
        transaction("burned", withdrawal.get("burnedBy"));
        console.line("  the gateway reports the payout");
        check(table.show().get(cleo).tk().equals(Wei.parseTokens("5.4")), "Cleo holds exactly 5.4 TK");
    }

    private String state(String withdrawal) {
        return cleo.get("/api/contracts/withdrawals/" + withdrawal)
                .get("withdrawal")
                .get("state")
                .asString();
    }

    private BigInteger reconcile() {
        console.title("7  Reconciliation: MongoDB, Redis and chain, account by account");
        JsonNode report = staff.reconcile();
        report.get("differences").forEach(difference -> console.line("  " + difference));
        console.line("  " + report.get("accounts").asInt() + " accounts compared");
        return new BigInteger(report.get("totalWei").asString());
    }

    private void transaction(String what, JsonNode hash) {
        if (hash == null || !hash.isString()) {
            throw new DemoFailure("no transaction hash for: " + what);
        }
        console.line("  " + what + "  " + console.dim(hash.asString()));
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new DemoFailure("this does not hold: " + what);
        }
        console.line("  " + console.good("✓") + " " + what);
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new DemoFailure("waited " + PATIENCE.toSeconds() + " s in vain for " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50); // a client polls
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoFailure("interrupted");
            }
        }
    }
}
