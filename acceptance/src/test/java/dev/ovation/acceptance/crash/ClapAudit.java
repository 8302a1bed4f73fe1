package dev.ovation.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth;
import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.acceptance.simulation.Http;
import dev.ovation.acceptance.simulation.Person;
import dev.ovation.acceptance.simulation.Until;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.JsonNode;

/** Compares what clients were told with what the servers' lists say, and both with the chain. */
final class ClapAudit {

    /** For a busy machine: what is asked is whether it comes to rest, not how soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** As a cron pattern: what is submitted stays so; at the full hour of a test it would be approved otherwise. */
    static final String HARDLY_EVER = "0 0 29 2 *";

    private final Cashier cashier;
    private final ChainTruth chain;
    private final String redis;
    private final Map<Person, Wei> paidIn = new HashMap<>();
    /** By others. */
    private final long takenBefore;

    ClapAudit(Cashier cashier, ChainTruth chain, String redis) {
        this.cashier = cashier;
        this.chain = chain;
        this.redis = redis;
        cashier.fans().forEach(fan -> paidIn.put(fan, chain.tk(fan.wallet.address())));
        takenBefore = legsTaken();
    }

    /** Waits until all is at rest, and looks at every clap so far. */
    void look() {
        cashier.awaitContent();
        cashier.fans().forEach(ClapAudit::awaitRest);
        awaitNoPromise();
        Map<String, List<JsonNode>> intents = intentsByAmount();
        long taken = 0;
        Wei escrow = Wei.ZERO;
        Map<Person, Wei> claps = new HashMap<>();
        Map<Person, Wei> gifts = new HashMap<>();
        for (Clap clap : cashier.claps()) {
            List<JsonNode> found = intents.getOrDefault(clap.order.amount().toTokens(), List.of());
            intents.remove(clap.order.amount().toTokens());
            check(clap, found);
            for (JsonNode intent : found) {
                boolean submitted = isSubmitted(intent);
                assertThat(chain.leg(intent.get("chainIntentId").asString()))
                        .as("%s as %s", clap, intent)
                        .isIn(submitted ? Set.of(LegState.OPEN) : Set.of(LegState.NONE, LegState.RELEASED));
                if (submitted) {
                    taken++;
                    boolean gift = clap.order.kind().equals("gift");
                    (gift ? gifts : claps).merge(clap.order.fan(), clap.order.amount(), Wei::plus);
                    escrow = gift ? escrow.plus(clap.order.amount()) : escrow;
                }
            }
        }
        assertThat(intents).as("intents that nobody asked for").isEmpty();
        checkChain(claps, gifts, escrow, taken);
    }

    private static void check(Clap clap, List<JsonNode> found) {
        List<JsonNode> submitted = found.stream().filter(ClapAudit::isSubmitted).toList();
        if (clap.order.payable()) {
            assertThat(submitted).as("once at most: %s", clap).hasSizeLessThanOrEqualTo(1);
            assertThat(found)
                    .as("all but one refused as its repetitions: %s", clap)
                    .allMatch(intent -> isSubmitted(intent)
                            || !submitted.isEmpty()
                                    && intent.path("reason").asString("").equals("NonceUsed"));
        } else {
            // One that the chain refused may be asked for again.
            assertThat(submitted).as("refused by the chain: %s", clap).isEmpty();
        }
        if (clap.isCreated() || clap.isAccepted()) {
            assertThat(found)
                    .as("taken and lost: %s", clap)
                    .anyMatch(intent -> intent.get("intentId").asString().equals(clap.intent()));
        }
        if (clap.isCreated()) {
            assertThat(submitted).as("answered 201: %s", clap).hasSize(1);
        }
    }

    private static boolean isSubmitted(JsonNode intent) {
        return intent.get("state").asString().equals("submitted");
    }

    /** To the wei: a clap that is there twice, or not at all, can't hide. */
    private void checkChain(Map<Person, Wei> claps, Map<Person, Wei> gifts, Wei escrow, long taken) {
        for (Person fan : cashier.fans()) {
            assertThat(chain.tkiSpent(fan.wallet.address()))
                    .as("TKI spent")
                    .isEqualTo(claps.getOrDefault(fan, Wei.ZERO));
            assertThat(chain.tk(fan.wallet.address()))
                    .as("TK left")
                    .isEqualTo(paidIn.getOrDefault(fan, Wei.ZERO).minus(gifts.getOrDefault(fan, Wei.ZERO)));
        }
        assertThat(chain.tkInEscrow()).as("TK in escrow").isEqualTo(escrow);
        assertThat(legsTaken() - takenBefore).as("legs that the chain took").isEqualTo(taken);
    }

    private long legsTaken() {
        long legs = 0;
        Set<BigInteger> batches = new HashSet<>();
        for (AbiValues batch : chain.events(ControllerContract.BATCH_SUBMITTED)) {
            assertThat(batches.add(batch.integer("batchId")))
                    .as("a batch submitted once")
                    .isTrue();
            legs += batch.longValue("legCount");
        }
        return legs - chain.events(ControllerContract.INTENT_SKIPPED).size();
    }

    private Map<String, List<JsonNode>> intentsByAmount() {
        Map<String, List<JsonNode>> found = new HashMap<>();
        for (Person fan : cashier.fans()) {
            for (JsonNode intent : fan.all("/api/contracts/intents")) {
                found.computeIfAbsent(intent.get("amount").asString(), _ -> new ArrayList<>())
                        .add(intent);
            }
        }
        return found;
    }

    private static void awaitRest(Person fan) {
        Http.Answer[] last = new Http.Answer[1];
        Until.holds(PATIENCE, () -> "nothing is pending or promised, but " + last[0], () -> {
            last[0] = fan.get("/api/contracts/intents?status=pending");
            if (!last[0].is(200) || !last[0].body().get("items").isEmpty()) {
                return false;
            }
            last[0] = fan.get("/api/contracts/balances");
            return last[0].is(200)
                    && last[0].body().get("reserved").get("tk").asString().equals("0")
                    && last[0].body().get("reserved").get("tki").asString().equals("0");
        });
    }

    private void awaitNoPromise() {
        List<String> left = new ArrayList<>();
        try (RedisClient client = RedisClient.create(redis)) {
            Until.holds(PATIENCE, () -> "no promise is left, but " + left, () -> {
                left.clear();
                client.keys("*reservations:index").forEach(key -> left.addAll(client.zrange(key, 0, -1)));
                return left.isEmpty();
            });
        }
    }
}
