package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Redis holds nothing that can't be rebuilt: emptied or restarted under load, it costs a moment and no money. */
class LostRedisTest {

    private static final int FANS = 4;
    private static final int ROUNDS = 8;

    enum Loss {
        FLUSHED,
        RESTARTED
    }

    private final Random random = new Random(3);
    private House house;
    private Town town;
    private Person creator;

    @BeforeEach
    void start() {
        house = new House(new Wallet(random), Map.of());
        town = new Town(house, random);
        creator = town.newCreator();
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private void lose(Loss loss) {
        switch (loss) {
            case FLUSHED -> house.flushRedis();
            case RESTARTED -> {
                house.redis.stop();
                house.redis.restart();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void under_load_no_gift_is_lost_or_doubled(Loss loss) throws Exception {
        List<Person> fans = new ArrayList<>();
        for (int i = 0; i < FANS; i++) {
            fans.add(town.newFan());
            town.payIn(fans.get(i), "100");
        }
        Wei given = Wei.ZERO;
        List<List<String>> ids = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> running = new ArrayList<>();
            for (Person fan : fans) {
                running.add(threads.submit(() -> {
                    List<String> gifts = new ArrayList<>();
                    for (int i = 1; i <= ROUNDS; i++) {
                        gifts.add(town.gift(fan, creator, Wei.parseTokens("1.0" + i)));
                    }
                    return gifts;
                }));
            }
            for (int i = 1; i <= ROUNDS; i++) {
                given = given.plus(Wei.parseTokens("1.0" + i));
            }
            for (int i = 0; i < 3; i++) {
                int taken = i;
                Until.holds(
                        "some gifts are taken",
                        () -> fans.getFirst()
                                        .get("/api/contracts/intents")
                                        .body()
                                        .path("items")
                                        .size()
                                > taken);
                lose(loss);
            }
            for (Future<List<String>> gifts : running) {
                ids.add(gifts.get());
            }
        }
        for (int i = 0; i < FANS; i++) {
            Person fan = fans.get(i);
            for (String gift : ids.get(i)) {
                Until.holds(
                        "in escrow",
                        () -> fan.get("/api/contracts/intents/" + gift)
                                        .text("state")
                                        .equals("submitted")
                                && town.leg(fan, gift) == LegState.OPEN);
            }
            assertThat(fan.all("/api/contracts/intents")).hasSize(ROUNDS);
            assertThat(town.chain.tk(fan.wallet.address()))
                    .isEqualTo(Wei.ofTokens(100).minus(given));
        }
        assertThat(town.chain.tkInEscrow()).isEqualTo(given.times(FANS));
        List<Person> people = new ArrayList<>(fans);
        people.add(creator);
        town.desk.awaitBooksInOrder(people, Until.ON_A_BUSY_MACHINE);
    }

    /** While gifts are on their way to the chain only Redis stops a fan from giving the same tokens again. */
    @ParameterizedTest
    @EnumSource
    void promises_and_nonces_are_right_again_at_once(Loss loss) {
        Person fan = town.newFan();
        town.payIn(fan, "10");
        house.anvil.automine(false);
        Map<String, Object> body = gift(fan, "7");
        String first = Insist.on("a gift", () -> fan.post("/api/contracts/gift", body, "first", "respond-async"))
                .expect(202)
                .get("intentId")
                .asString();
        Http.Answer before = Insist.on("balances", () -> fan.get("/api/contracts/balances"));
        assertThat(before.body().get("available").get("tk").asString()).isEqualTo("3");

        lose(loss);

        // Connections that died with the old Redis are found out one by one, and each may cost a 503.
        assertThat(decided(fan, gift(fan, "4")).code())
                .as("refused for want of money, and not for want of Redis")
                .isEqualTo("insufficient-balance");
        assertThat(decided(fan, body).code()).isEqualTo("authorization-replayed");
        Http.Answer after = Insist.on("balances", () -> fan.get("/api/contracts/balances"));
        assertThat(after.body().get("reserved").get("tk").asString()).isEqualTo("7");
        assertThat(after.body().get("available").get("tk").asString()).isEqualTo("3");
        Map<String, Object> rest = gift(fan, "3");
        String second = Insist.on("the rest", () -> fan.post("/api/contracts/gift", rest, "second", "respond-async"))
                .expect(202)
                .get("intentId")
                .asString();

        house.anvil.automine(true);
        house.anvil.mine(1);
        Until.holds(
                "both are in escrow",
                () -> List.of(first, second).stream()
                        .allMatch(gift -> fan.get("/api/contracts/intents/" + gift)
                                .text("state")
                                .equals("submitted")));
        assertThat(town.chain.tk(fan.wallet.address())).isEqualTo(Wei.ZERO);
        town.desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
        Until.holds(
                "the balance is right again",
                () -> fan.get("/api/contracts/balances").text("tk").equals("0"));
    }

    private static Http.Answer decided(Person fan, Map<String, Object> body) {
        return Insist.on("a gift", () -> fan.post("/api/contracts/gift", body));
    }

    /** What needs Redis says so and for how long, and what was asked before is done afterwards. */
    @Test
    void while_it_is_away_503_tells_when_to_come_back() {
        Person fan = town.newFan();
        town.payIn(fan, "10");
        Map<String, Object> body = gift(fan, "1");
        house.redis.stop();
        Http.Answer refused = fan.post("/api/contracts/gift", body, "again");
        assertThat(refused.status()).isEqualTo(503);
        house.redis.restart();
        assertThat(Insist.on("the gift", () -> fan.post("/api/contracts/gift", body, "again"))
                        .status())
                .isEqualTo(201);
        String payment = town.openAndPay(fan, "5");
        town.awaitMinted(fan, payment);
        assertThat(town.chain.tk(fan.wallet.address())).isEqualTo(Wei.ofTokens(14));
        town.desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
    }

    private Map<String, Object> gift(Person fan, String amount) {
        Http.Answer proposed = Insist.on(
                "something to sign",
                () -> fan.toSign("gift", "creatorAddress=" + creator.wallet.checksummed() + "&amount=" + amount));
        return Person.intent(creator, Wei.parseTokens(amount), fan.signedDelegation(proposed.expect(200)));
    }
}
