package dev.ovation.acceptance.crash;

import dev.ovation.acceptance.simulation.House;
import dev.ovation.acceptance.simulation.RunningServer;
import dev.ovation.acceptance.simulation.Town;
import dev.ovation.acceptance.simulation.Until;
import dev.ovation.chain.testing.Relay;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Two API servers and two job servers on one Redis, one database and one chain: clients come to either, and ask the other
 * one again. By turns one of each pair is killed in the midst of its work, and replaced. All adds up to the wei.
 */
class TwoOfEachTest {

    private static final int ROUNDS = 4;
    private static final int WAVES = 12;

    private static final Map<String, String> SETTINGS = Map.of(
            "AML_HOLD_ABOVE_PAYMENT", "1000000",
            "APPROVAL_CRON", ClapAudit.HARDLY_EVER,
            "ACCESS_TOKEN_VALIDITY", "12h",
            "API_CHAIN_WAIT", "2s",
            "IDEMPOTENCY_PATIENCE", "2500ms",
            "ACCOUNT_LEASE", "1s",
            "JOBS_LOCK", "1s",
            "SWEEP_PATIENCE", "1s");

    @Test
    void two_of_each_share_the_work_and_either_may_die() {
        try (WarmStart warm = new WarmStart();
                House house = House.with(SETTINGS);
                Second jobs = new Second(warm, "jobs", house.settings());
                Second api = new Second(warm, "api", house.settings())) {
            Town town = new Town(house, new Random(0));
            MoneyRounds rounds = new MoneyRounds(town);
            for (int i = 0; i < ROUNDS; i++) {
                long head = house.anvil.blockNumber();
                CompletableFuture<Void> round = CompletableFuture.runAsync(() -> rounds.round(() -> true));
                awaitBlockAfter(head, house);
                killOne(i, house.jobs, jobs, house.settings());
                round.join();
            }
            rounds.audit();

            try (Cashier cashier = Cashier.open(town, List.of(house.api.url(), api.url()))) {
                ClapAudit audit = new ClapAudit(cashier, town.chain, house.redis.uri());
                Random random = new Random(1);
                for (int i = 0; i < WAVES; i++) {
                    long head = house.anvil.blockNumber();
                    cashier.wave(random);
                    List<Clap> last = cashier.wave(random);
                    if (i % 3 == 2) {
                        awaitBlockAfter(head, house);
                        killOne(i, house.api, api, house.settings());
                    }
                    Until.holds("answers", () -> last.stream().allMatch(clap -> clap.asked.isDone()));
                }
                audit.look();
            }
        }
    }

    /** The first one by cutting all its connections, the second one by SIGKILL. */
    private static void killOne(int turn, RunningServer first, Second second, Map<String, String> settings) {
        if (turn % 2 == 0) {
            second.dieAndComeBack();
        } else {
            first.kill();
            first.start(settings);
        }
    }

    /** Something is under way: the block may be there already. */
    private static void awaitBlockAfter(long head, House house) {
        Until.holds("a block", () -> house.anvil.blockNumber() > head);
    }

    /** The second server of its kind, a process, at an address that outlives it. */
    private static final class Second implements AutoCloseable {

        private final WarmStart warm;
        private final String kind;
        private final Map<String, String> settings;
        private final Relay door = Relay.to(1);
        private ServerProcess process;

        Second(WarmStart warm, String kind, Map<String, String> settings) {
            this.warm = warm;
            this.kind = kind;
            this.settings = settings;
            this.process = start();
            // It leaves what it has loaded to its successors.
            process.end();
            this.process = start();
        }

        private ServerProcess start() {
            ServerProcess started = ServerProcess.start(warm, kind, settings, Death.none());
            if (!started.awaitReady()) {
                throw new AssertionError("it does not start:\n" + started.output());
            }
            door.mend(started.port());
            return started;
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + door.port());
        }

        void dieAndComeBack() {
            process.close();
            process = start();
        }

        @Override
        public void close() {
            process.close();
            door.close();
        }
    }
}
