package dev.ovation.acceptance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People buy, clap, give, take back, earn and withdraw while blocks fall out of the chain, its endpoints lie, transactions
 * vanish, Redis is emptied and servers die. After each seed everything is counted, to the wei.
 *
 * <p>{@code -Dovation.long=true} plays ten times as many seeds; {@code -Dovation.seed=N} only that one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

    private static final int SEEDS = Boolean.getBoolean("ovation.long") ? 200 : 20;
    /** A house ages: its chain gets slower with each block. */
    private static final int SEEDS_OF_A_HOUSE = 5;
    /** Fewer than the deepest re-organisation drops, and more. */
    private static final int[] CONFIRMATIONS = {1, 24, 6, 2};

    private static final Duration BLOCK_TIME = Duration.ofMillis(30);

    private final Map<String, Long> counts = new TreeMap<>();
    private House house;
    private long playedIn;

    static LongStream seeds() {
        Long only = Long.getLong("ovation.seed");
        return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everything_happens_once_and_the_books_agree(long seed) throws InterruptedException {
        Simulation simulation = new Simulation(houseOf(seed), seed);
        try {
            simulation.run();
        } catch (Throwable e) {
            moveOut();
            throw new AssertionError(
                    "seed " + seed + ", which -Dovation.seed=" + seed + " repeats: " + e.getMessage() + "\n"
                            + simulation.ledger().counts(),
                    e);
        }
        simulation.ledger().counts().forEach((what, times) -> counts.merge(what, times, Long::sum));
    }

    private House houseOf(long seed) {
        long number = (seed - 1) / SEEDS_OF_A_HOUSE;
        if (house == null || playedIn != number) {
            moveOut();
            int confirmations = CONFIRMATIONS[(int) (number % CONFIRMATIONS.length)];
            house = new House(
                    new Wallet(new Random(number)),
                    confirmations,
                    Map.of(
                            "AML_HOLD_ABOVE_WITHDRAWAL", "8",
                            "API_CHAIN_WAIT", "1s",
                            "IDEMPOTENCY_PATIENCE", "2s",
                            "STUCK_AFTER", "1500ms"));
            house.anvil.mine(2 * Chaos.DEEPEST_REORG);
            house.keepMining(BLOCK_TIME);
            playedIn = number;
        }
        return house;
    }

    /** After a failure too: what one seed leaves in disorder is not the next one's. */
    private void moveOut() {
        if (house != null) {
            house.close();
            house = null;
        }
    }

    @AfterAll
    void everything_was_played() {
        moveOut();
        System.out.println(counts);
        if (Long.getLong("ovation.seed") == null) {
            for (Chaos.Trouble trouble : Chaos.Trouble.values()) {
                assertThat(counts).containsKey(trouble.toString());
            }
            assertThat(counts)
                    .containsKeys(
                            "gift taken",
                            "clap taken",
                            "bundle taken",
                            "registered",
                            "revoked",
                            "cancelled",
                            "intent settled",
                            "intent rejected",
                            "intent cancelled",
                            "payment minted",
                            "payment failed",
                            "withdrawal done",
                            "withdrawal returned");
        }
    }
}
