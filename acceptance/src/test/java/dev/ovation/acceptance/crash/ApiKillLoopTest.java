package dev.ovation.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.House;
import dev.ovation.acceptance.simulation.Town;
import dev.ovation.acceptance.simulation.Until;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The API server is a process that dies while fans clap, as by {@code kill -9}: at each call that keeps something or
 * sends something, before it and after its effect, and at moments that nobody chose. Its successor starts while it still
 * serves. No clap that was answered is missing from the chain, none is there twice, and no promise is left.
 *
 * <p>{@code -Dovation.long=true} lets it die a thousand times; {@code -Dovation.seed=N} only the Nth.
 */
class ApiKillLoopTest {

    private static final int LOOPS = Boolean.getBoolean("ovation.long") ? 1_000 : 200;
    private static final int LOOPS_BETWEEN_AUDITS = 40;
    private static final int MAX_WAVES = 25;
    private static final int OUTSIDE_SHARE = 5;

    /** In the order of a clap's way. */
    private static final List<Failpoint> POINTS = Failpoint.around(
            "Idempotency.take",
            "Reservations.reserve",
            "Intents.insertAll",
            "Batches.insert",
            "TransactionJournal.append",
            "Rpc.eth_sendRawTransaction",
            "TransactionJournal.update",
            "Rpc.eth_getTransactionReceipt",
            "Intents.apply",
            "Reservations.confirm",
            "Reservations.release",
            "Batches.markSubmitted",
            "Idempotency.keep");

    private static final Map<String, String> SETTINGS = Map.of(
            "AML_HOLD_ABOVE_PAYMENT", "1000000",
            "APPROVAL_CRON", ClapAudit.HARDLY_EVER,
            "ACCESS_TOKEN_VALIDITY", "12h",
            "API_CHAIN_WAIT", "2s",
            "IDEMPOTENCY_PATIENCE", "2500ms",
            "ACCOUNT_LEASE", "1s",
            // About twice between two deaths: the machine is left to the servers that start.
            "SWEEP_EVERY", "500ms",
            "FOLLOW_EVERY", "250ms");

    private final Set<Failpoint> died = new HashSet<>();
    private int killed;

    @Test
    void wherever_the_server_dies_each_clap_is_taken_once_or_not_at_all() {
        Long only = Long.getLong("ovation.seed");
        long[] seeds = only == null ? LongStream.range(0, LOOPS).toArray() : new long[] {only};
        try (WarmStart warm = new WarmStart();
                House house = House.with(SETTINGS);
                Cashier cashier = Cashier.open(new Town(house, new Random(0)), List.of(house.api.url()))) {
            ClapAudit audit = new ClapAudit(cashier, new Town(house, new Random(0)).chain, house.redis.uri());
            house.api.stop();
            Succession servers = new Succession(warm, "api", house.settings(), house.api);
            servers.train(() -> {
                List<Clap> wave = cashier.wave(new Random(-1));
                Until.holds("answers", () -> areAnswered(wave));
            });
            try (servers) {
                servers.prepare(death(seeds[0]));
                for (int i = 0; i < seeds.length; i++) {
                    ServerProcess server = servers.next();
                    if (i + 1 < seeds.length) {
                        servers.prepare(death(seeds[i + 1]));
                    }
                    live(seeds[i], server, cashier);
                    if ((i + 1) % LOOPS_BETWEEN_AUDITS == 0 || i + 1 == seeds.length) {
                        look(audit, house, "seeds up to " + seeds[i]);
                        System.out.printf(
                                "%d of %d deaths, %d claps%n",
                                i + 1, seeds.length, cashier.claps().size());
                    }
                }
            }
            System.out.printf(
                    "%d claps, %d deaths, %d of them from outside%n",
                    cashier.claps().size(), seeds.length, killed);
        }
        if (only == null) {
            assertThat(died).as("where it died").containsAll(POINTS);
            assertThat(killed).isGreaterThan(LOOPS / OUTSIDE_SHARE / 2);
        }
    }

    private static Death death(long seed) {
        Random random = random(seed);
        return seed % OUTSIDE_SHARE == OUTSIDE_SHARE - 1
                ? Death.fromOutside(POINTS, 1 + random.nextInt(60))
                : Death.at(POINTS.get((int) ((seed - seed / OUTSIDE_SHARE) % POINTS.size())), 1 + random.nextInt(2));
    }

    /** Neighbouring seeds of {@link Random} begin alike. */
    private static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** Fans clap until the server is dead. */
    private void live(long seed, ServerProcess server, Cashier cashier) {
        Random random = random(seed);
        try {
            for (int waves = 0; server.isAlive() && waves < MAX_WAVES; waves++) {
                List<Clap> wave = cashier.wave(random);
                Until.holds("answers, or the server's death", () -> !server.isAlive() || areAnswered(wave));
            }
            server.awaitDeath();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", " + server.death() + ":\n" + server.output(), e);
        }
        server.diedAt().ifPresentOrElse(died::add, () -> killed++);
    }

    private static boolean areAnswered(List<Clap> wave) {
        return wave.stream().allMatch(clap -> clap.asked.isDone());
    }

    private static void look(ClapAudit audit, House house, String after) {
        house.api.start(house.settings());
        try {
            audit.look();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("after " + after, e);
        }
        house.api.stop();
    }
}
