package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.ChainTruth.LegState;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chain drops blocks that hold what was answered already: with one confirmation asked for, every one of these
 * re-organisations is deeper than what the servers wait for. Whatever fell out comes back, once, and the books agree.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReorgTest {

    private static final Wei ONE = Wei.ofTokens(1);
    /** Blocks after which no transaction is looked after any more. */
    private static final int FINALITY = 32;

    private static final Duration WEEK = Duration.ofDays(7);

    /** What is in the blocks that fall out. */
    enum Operation {
        SUBMIT,
        APPROVE,
        SETTLE,
        MINT,
        BURN
    }

    private final Random random = new Random(1);
    private final List<String> gifts = new ArrayList<>();
    private House house;
    private ChainTruth chain;
    private Desk desk;
    private Person fan;
    private Person creator;

    @BeforeAll
    void start() {
        // Nothing here is lost but blocks: a machine that stalls must not look like an endpoint or a database that is
        // away.
        house = new House(new Wallet(random), Map.of("RPC_TIMEOUT", "20s", "MONGODB_SELECTION_TIMEOUT", "20s"));
        chain = new ChainTruth(house.anvil, house.deployment);
        desk = new Desk(house);
        fan = new Person(house.api.url(), "fan@example.com", new Wallet(random)).signUp("user");
        creator = new Person(house.api.url(), "creator@example.com", new Wallet(random)).signUp("creator");
        Until.holds("the creator is registered", () -> chain.isCreator(creator.wallet.address()));
        mint("1000");
        approve(gift(Wei.ofTokens(30)));
        settle();
    }

    @AfterAll
    void stop() {
        house.close();
    }

    static Stream<Arguments> depthsAndOperations() {
        return IntStream.rangeClosed(1, 20)
                .boxed()
                .flatMap(depth -> Stream.of(Operation.values()).map(operation -> Arguments.of(depth, operation)));
    }

    @ParameterizedTest(name = "{1}, {0} deep")
    @MethodSource("depthsAndOperations")
    @Order(1)
    void what_falls_out_comes_back_once(int depth, Operation operation) {
        BooleanSupplier there = switch (operation) {
            case SUBMIT -> {
                String gift = gift(ONE);
                yield () -> leg(gift) == LegState.OPEN;
            }
            case APPROVE -> {
                String gift = gift(ONE);
                approve(gift);
                yield () -> leg(gift) == LegState.APPROVED;
            }
            case SETTLE -> {
                String gift = gift(ONE);
                approve(gift);
                settle();
                yield () -> leg(gift) == LegState.SETTLED;
            }
            case MINT -> {
                Wei before = chain.tk(fan.wallet.address());
                mint("1");
                yield () -> chain.tk(fan.wallet.address()).equals(before.plus(ONE));
            }
            case BURN -> {
                Wei before = chain.tk(creator.wallet.address());
                withdraw();
                yield () -> chain.tk(creator.wallet.address()).equals(before.minus(ONE));
            }
        };
        assertThat(there.getAsBoolean()).isTrue();
        if (depth > 1) {
            house.anvil.mine(depth - 1);
        }
        house.awaitFollowed();
        desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);

        house.anvil.automine(false);
        house.anvil.reorg(depth);
        assertThat(there.getAsBoolean()).as("it has fallen out").isFalse();
        house.anvil.automine(true);

        Until.holds(operation + " is there again", there);
        desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
        assertThat(there.getAsBoolean()).as("once").isTrue();
    }

    /**
     * Compliance's transaction comes back at once; the relayer's once another server has its account: mostly behind it, and
     * then the approval is refused.
     */
    @Test
    @Order(2)
    void an_approval_and_its_submission_are_both_there_in_the_end_whichever_comes_back_first() {
        String gift = gift(ONE);
        approve(gift);
        String leg = view(gift).text("chainIntentId");
        assertThat(chain.leg(leg)).isEqualTo(LegState.APPROVED);
        Address compliance = house.anvil.signer(3).address();
        long nonce = chain.nonce(compliance);
        house.api.stop();

        house.anvil.automine(false);
        house.anvil.reorg(3);
        // What fell out waits in the node's pool, in its old order.
        house.anvil.dropAllTransactions();
        house.anvil.automine(true);
        Until.holds("the approval is back", () -> chain.nonce(compliance) == nonce);
        house.start();
        Until.holds("the submission is there again", () -> chain.leg(leg) != LegState.NONE);
        house.anvil.mine(FINALITY);

        Until.holds("approved again", () -> chain.leg(leg) == LegState.APPROVED);
        desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
    }

    /** What was submitted again stands in another block, at another time, and settles all the same. */
    @Test
    @Order(3)
    void whatever_was_dropped_on_its_way_settles_in_the_end() {
        approve(gifts.toArray(String[]::new));
        settle();
        assertThat(gifts).allMatch(gift -> leg(gift) == LegState.SETTLED);
        assertThat(chain.tkInEscrow()).isEqualTo(Wei.ZERO);
        desk.awaitBooksInOrder(List.of(fan, creator), Until.ON_A_BUSY_MACHINE);
    }

    private String gift(Wei amount) {
        Object delegation = fan.signedDelegation(
                fan.toSign("gift", "creatorAddress=" + creator.wallet.checksummed() + "&amount=" + amount.toTokens())
                        .expect(200));
        String id = fan.post("/api/contracts/gift", Person.intent(creator, amount, delegation))
                .expect(201)
                .get("intentId")
                .asString();
        gifts.add(id);
        return id;
    }

    private LegState leg(String gift) {
        return chain.leg(view(gift).text("chainIntentId"));
    }

    private Http.Answer view(String gift) {
        return Insist.on("a gift", () -> fan.get("/api/contracts/intents/" + gift));
    }

    private void approve(String... ids) {
        Until.holds("approval asked for", () -> desk.run("approval"));
        for (String id : ids) {
            Until.holds(
                    Until.ON_A_BUSY_MACHINE,
                    () -> "approved or settled " + view(id),
                    () -> view(id).text("state").matches("approved|settled"));
        }
    }

    private void settle() {
        house.anvil.increaseTime(WEEK);
        Until.holds("settlement asked for", () -> desk.run("settlement"));
        Until.holds(
                Until.ON_A_BUSY_MACHINE,
                () -> "settled, not " + fan.get("/api/contracts/intents?status=approved"),
                () -> fan.all("/api/contracts/intents?status=approved").isEmpty());
    }

    private void mint(String amount) {
        var payment = fan.post("/api/payments", Map.of("amount", amount)).expect(201);
        Http.post(java.net.URI.create(payment.get("checkoutUrl").asString() + "/pay"), Map.of(), Map.of());
        String id = payment.get("paymentId").asString();
        Until.holds("minted", () -> fan.get("/api/payments/" + id).text("state").equals("minted"));
    }

    private void withdraw() {
        String query = "amount=1&destination=" + Person.encoded("DE00 1234");
        var payload = creator.toSign("withdrawal", query).expect(200).get("typedData");
        String id = creator.post(
                        "/api/contracts/withdraw",
                        Map.of(
                                "amount",
                                "1",
                                "destination",
                                "DE00 1234",
                                "signature",
                                creator.wallet.signTypedData(payload)))
                .expect(202)
                .get("withdrawalId")
                .asString();
        Until.holds(
                "paid out",
                () -> creator.all("/api/contracts/withdrawals").stream()
                        .anyMatch(w -> w.get("withdrawalId").asString().equals(id)
                                && w.get("state").asString().equals("done")));
    }
}
