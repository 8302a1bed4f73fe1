package dev.ovation.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.acceptance.simulation.House;
import dev.ovation.acceptance.simulation.Town;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The job server is a process that dies while it mints, approves, settles, burns and pays out, as by {@code kill -9}: at
 * each call that keeps something or sends something, before it and after its effect, and at moments that nobody chose.
 * Every payment is minted once, every withdrawal burned once and paid once, every gift settled once.
 *
 * <p>{@code -Dovation.long=true} lets it die more often; {@code -Dovation.seed=N} only the Nth time.
 */
class JobKillLoopTest {

    private static final int LOOPS = Boolean.getBoolean("ovation.long") ? 200 : 40;
    private static final int LOOPS_BETWEEN_AUDITS = 20;
    private static final int MAX_ROUNDS = 4;
    private static final int OUTSIDE_SHARE = 5;

    private static final List<Failpoint> POINTS = Failpoint.around(
            "Payments.move",
            "Payments.markMinted",
            "Withdrawals.move",
            "Withdrawals.markBurned",
            "PaymentGateway.payOut",
            "Intents.apply",
            "Payouts.insertAll",
            "TransactionJournal.append",
            "Rpc.eth_sendRawTransaction",
            "TransactionJournal.update",
            "Rpc.eth_getTransactionReceipt");

    private static final Map<String, String> SETTINGS = Map.of(
            "AML_HOLD_ABOVE_PAYMENT", "1000000",
            "ACCESS_TOKEN_VALIDITY", "12h",
            "ACCOUNT_LEASE", "1s",
            "JOBS_LOCK", "1s",
            "SWEEP_PATIENCE", "1s");

    private final Set<Failpoint> died = new HashSet<>();
    private int killed;

    @Test
    void wherever_the_server_dies_all_money_moves_once() {
        Long only = Long.getLong("ovation.seed");
        long[] seeds = only == null ? LongStream.range(0, LOOPS).toArray() : new long[] {only};
        try (WarmStart warm = new WarmStart();
                House house = House.with(SETTINGS)) {
            MoneyRounds rounds = new MoneyRounds(new Town(house, new Random(0)));
            house.jobs.stop();
            try (Succession servers = new Succession(warm, "jobs", house.settings(), house.jobs)) {
                servers.train(() -> rounds.round(() -> true));
                for (int i = 0; i < seeds.length; i++) {
                    // One at a time: two would share the work, and each might never come to its failpoint.
                    servers.prepare(death(seeds[i]));
                    live(seeds[i], servers.next(), rounds);
                    if ((i + 1) % LOOPS_BETWEEN_AUDITS == 0 || i + 1 == seeds.length) {
                        look(rounds, house, "seeds up to " + seeds[i]);
                        System.out.printf("%d of %d deaths%n", i + 1, seeds.length);
                    }
                }
            }
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

    /** There is work to do until the server is dead. */
    private void live(long seed, ServerProcess server, MoneyRounds rounds) {
        try {
            for (int round = 0; server.isAlive() && round < MAX_ROUNDS; round++) {
                rounds.round(server::isAlive);
            }
            server.awaitDeath();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ", " + server.death() + ":\n" + server.output(), e);
        }
        server.diedAt().ifPresentOrElse(died::add, () -> killed++);
    }

    private static void look(MoneyRounds rounds, House house, String after) {
        house.jobs.start(house.settings());
        try {
            rounds.audit();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("after " + after, e);
        }
        house.jobs.stop();
    }
}
