package dev.ovation.standalone.demo;

import dev.ovation.core.ledger.Interest;
import dev.ovation.core.value.Wei;
import dev.ovation.standalone.Console;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Two fans and a creator, from sign-up to payout and withdrawal. Every step checks what it sees, to the wei. */
public final class Story {

    private static final long DAY = 86_400;
    private static final long RATE_BPS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Console console;
    private final Staff staff;
    private final Chain chain;
    private final Person ada;
    private final Person bela;
    private final Person cleo;
    private final BalanceTable table;
    private final long interestStart;
    /** Second of the block in which each fan's TK was minted. */
    private final Map<Person, Long> earningSince = new HashMap<>();

    /**
     * @param deployedIn the block from which on interest is counted
     */
    public Story(Console console, String api, String jobs, String rpc, long deployedIn, String email, String password) {
        this.console = console;
        this.staff = new Staff(api, jobs, email, password);
        this.chain = new Chain(rpc);
        this.ada = new Person("Ada", api);
        this.bela = new Person("Bela", api);
        this.cleo = new Person("Cleo", api);
        this.interestStart = chain.timeOf(deployedIn);
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
        BalanceTable.Seen now = table.show();
        check(now.of(ada).tk().equals(Wei.ofTokens(100)), "Ada holds 100 TK");
        check(now.of(bela).tk().equals(Wei.ofTokens(50)), "Bela holds 50 TK");
    }

    private void pay(Person fan, String amount) {
        JsonNode payment = fan.post("/api/payments", Map.of("amount", amount)).expect(201);
        String id = payment.get("paymentId").asString();
        Http.post(payment.get("checkoutUrl").asString() + "/pay", Map.of(), Map.of());
        await(
                "the payment of " + fan.name(),
                () -> !fan.get("/api/payments/" + id).get("state").asString().equals("opened"));
        JsonNode minted =
                fan.post("/api/contracts/mint-tk", Map.of("paymentId", id)).expect(200);
        JsonNode transaction = minted.get("payment").get("transactionHash");
        transaction("minted for " + fan.name(), transaction);
        earningSince.put(fan, chain.blockTime(transaction.asString()));
    }

    private void thirtyDaysPass() {
        console.title("3  Thirty days pass at 2 % a month");
        pass(30 * DAY);
        BalanceTable.Seen now = table.show();
        for (Person fan : List.of(ada, bela)) {
            checkInterest(fan, now.of(fan), Wei.ZERO);
        }
        check(
                !Wei.ofTokens(200).exceeds(now.of(ada).tki()),
                "100 TK earned 200 TKI in 30 days, and a little in the seconds since");
    }

    /** Moves the chain's clock, and waits until the servers have seen it. */
    private void pass(long seconds) {
        chain.moveBy(seconds);
        long index = RATE_BPS * (chain.now() - interestStart);
        await("the servers to see the chain's time", () -> ada.balances().index() >= index);
    }

    /** TKI is what the formula gives for the index that the API names: balance x index / 259,200,000, rounded down. */
    private void checkInterest(Person fan, Person.Balances balances, Wei spent) {
        long indexAtMint = RATE_BPS * (earningSince.getOrDefault(fan, 0L) - interestStart);
        Wei expected = Interest.wei(Interest.raw(balances.tk(), balances.index() - indexAtMint))
                .minus(spent);
        check(balances.tki().equals(expected), fan.name() + " has " + expected.toTokens() + " TKI, to the wei");
    }

    private List<String> clapAndGift() {
        console.title("4  Ada claps 40 TKI and Bela gifts 10 TK for Cleo, each with one signature and no gas");
        List<String> ids = new ArrayList<>();
        ids.add(send(ada, "clap", "40"));
        ids.add(send(bela, "gift", "10"));
        BalanceTable.Seen now = table.show();
        check(now.of(bela).tk().equals(Wei.ofTokens(40)), "Bela's 10 TK are in escrow");
        return ids;
    }

    private String send(Person fan, String kind, String amount) {
        JsonNode answer =
                fan.post("/api/contracts/" + kind, signed(fan, kind, amount)).expect(201);
        JsonNode intent = answer.get("intent");
        console.line("  " + kind + " " + amount + " by " + fan.name() + ": on-chain intent "
                + intent.get("chainIntentId").asString());
        transaction("submitted", intent.get("transactionHash"));
        return answer.get("intentId").asString();
    }

    private Map<String, Object> signed(Person fan, String kind, String amount) {
        JsonNode typedData = typedData(fan, kind, amount);
        return body(amount, typedData, fan.wallet().signTypedData(typedData));
    }

    private Map<String, Object> signed(Person fan, String kind, String amount, String signature) {
        return body(amount, typedData(fan, kind, amount), signature);
    }

    private JsonNode typedData(Person fan, String kind, String amount) {
        return fan.get("/api/contracts/typed-data/" + kind + "?creatorAddress="
                        + cleo.wallet().checksummed() + "&amount=" + amount)
                .get("typedData");
    }

    private Map<String, Object> body(String amount, JsonNode typedData, String signature) {
        return Map.of(
                "creatorAddress", cleo.wallet().checksummed(),
                "amount", amount,
                "delegation", Map.of("authorization", typedData.get("message"), "signature", signature));
    }

    private void refusals() {
        console.title("   What is refused, and with which code");
        refuse(
                "a clap beyond the balance",
                "insufficient-balance",
                ada.post("/api/contracts/clap", signed(ada, "clap", "100000")));

        Map<String, Object> forged = signed(ada, "clap", "1", "0x" + "11".repeat(64) + "1b");
        refuse("a forged signature", "invalid-signature", ada.post("/api/contracts/clap", forged));

        Map<String, Object> clap = signed(ada, "clap", "1");
        JsonNode first = ada.post("/api/contracts/clap", clap).expect(201);
        refuse("the same authorization again", "authorization-replayed", ada.post("/api/contracts/clap", clap));
        cancel(ada, first.get("intentId").asString());

        refuse(
                "another fan's authorization",
                "authorization-not-yours",
                bela.post("/api/contracts/clap", signed(ada, "clap", "1")));
        refuse("a garbage body", "malformed-json", ada.postRaw("/api/contracts/clap", "{\"amount\": 1,,"));
    }

    private void cancel(Person fan, String intent) {
        fan.delete("/api/contracts/intents/" + intent).expect(200);
        console.line("  (the one that counted was cancelled again, and its escrow came back)");
    }

    private void refuse(String what, String code, Http.Answer answer) {
        String told = answer.body().path("code").asString("");
        if (answer.status() < 400 || answer.status() >= 500 || !code.equals(told)) {
            throw new DemoFailure(
                    what + " must be refused with " + code + ", but: " + answer.status() + " " + answer.body());
        }
        console.line("  " + console.good("✓") + " " + what + " → " + answer.status() + " " + code);
    }

    private void approveAndSettle(List<String> intents) {
        console.title(
                "5  The approval job screens and approves; the epoch of seven days ends; the settlement job pays");
        staff.run("approval");
        awaitState(intents, "approved");
        console.line("  approved on-chain");
        pass(7 * DAY);
        staff.run("accrual");
        staff.run("settlement");
        awaitState(intents, "settled");
        transaction(
                "settled",
                ada.get("/api/contracts/intents/" + intents.getFirst()).get("closedBy"));
        BalanceTable.Seen now = table.show();
        check(now.of(cleo).tk().equals(Wei.parseTokens("10.4")), "Cleo holds exactly 10.4 TK");
        check(now.of(bela).tk().equals(Wei.ofTokens(40)), "Bela's TK fell by 10");
        checkInterest(ada, now.of(ada), Wei.ofTokens(40));
    }

    private void awaitState(List<String> intents, String state) {
        List<Person> fans = List.of(ada, bela);
        for (int i = 0; i < intents.size(); i++) {
            Person fan = fans.get(i);
            String path = "/api/contracts/intents/" + intents.get(i);
            await(
                    fan.name() + "'s intent to be " + state,
                    () -> fan.get(path).get("state").asString().equals(state));
        }
    }

    private void withdraw() {
        console.title("6  Cleo withdraws 5 TK: signs, the worker burns, the gateway pays out");
        String destination = "DE89 3704 0044 0532 0130 00";
        JsonNode typedData = cleo.get(
                        "/api/contracts/typed-data/withdrawal?amount=5&destination=" + destination.replace(" ", "%20"))
                .get("typedData");
        JsonNode accepted = cleo.post(
                        "/api/contracts/withdraw",
                        Map.of(
                                "amount",
                                "5",
                                "destination",
                                destination,
                                "signature",
                                cleo.wallet().signTypedData(typedData)))
                .expect(202);
        String id = accepted.get("withdrawalId").asString();
        await("the payout", () -> withdrawal(id).get("state").asString().equals("done"));
        transaction("burned", withdrawal(id).get("burnedBy"));
        console.line("  the gateway reports the payout");
        check(table.show().of(cleo).tk().equals(Wei.parseTokens("5.4")), "Cleo holds exactly 5.4 TK");
    }

    private JsonNode withdrawal(String id) {
        for (JsonNode withdrawal : cleo.get("/api/contracts/withdrawals").get("items")) {
            if (withdrawal.get("withdrawalId").asString().equals(id)) {
                return withdrawal;
            }
        }
        throw new DemoFailure("the withdrawal " + id + " is not listed");
    }

    private BigInteger reconcile() {
        console.title("7  Reconciliation: MongoDB, Redis and chain, account by account");
        JsonNode report = staff.reconcile();
        report.get("differences").forEach(difference -> console.line("  " + difference));
        console.line("  " + report.get("accounts").asInt() + " accounts compared");
        return new BigInteger(report.get("differenceWei").asString());
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
