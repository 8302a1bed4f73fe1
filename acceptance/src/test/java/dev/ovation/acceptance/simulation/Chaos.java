package dev.ovation.acceptance.simulation;

import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Whatever may go wrong, one thing after the other and often several at once, until the play is over. */
final class Chaos implements Runnable {

    static final int DEEPEST_REORG = 20;
    private static final String SEND = "eth_sendRawTransaction";

    enum Trouble {
        REORG,
        SHUFFLING_REORG,
        WRONG_SENDS,
        WRONG_ANSWERS,
        SICK_ENDPOINT,
        DROPPED_TRANSACTIONS,
        REDIS_FLUSHED,
        REDIS_RESTARTED,
        SOCKET_CUT,
        API_RESTARTED,
        API_KILLED,
        JOBS_RESTARTED,
        JOBS_KILLED
    }

    /** What a node may answer to a transaction, most of them after it took it. */
    private static final List<Fault> OF_SENDS = List.of(
            new Fault.Hang(),
            new Fault.LoseAnswer(),
            new Fault.Swallow(),
            new Fault.Reject(-32000, "nonce too low"),
            new Fault.Reject(-32000, "nonce too high"),
            new Fault.Reject(-32000, "replacement transaction underpriced"),
            new Fault.Reject(-32000, "already known"),
            new Fault.Reject(-32000, "txpool is full"));

    private static final List<Fault> OF_ANYTHING = List.of(
            new Fault.Lag(3),
            new Fault.Lag(6),
            new Fault.Status(429),
            new Fault.Status(502),
            new Fault.Garbage(),
            new Fault.BreakOff(),
            new Fault.LoseAnswer());

    private final House house;
    private final Ledger ledger;
    private final Random random;
    private final BooleanSupplier going;

    /**
     * @param going whether people still play
     */
    Chaos(House house, Ledger ledger, Random random, BooleanSupplier going) {
        this.house = house;
        this.ledger = ledger;
        this.random = random;
        this.going = going;
    }

    @Override
    public void run() {
        while (going.getAsBoolean()) {
            // Half of all trouble is a re-organisation: it is what undoes.
            Trouble trouble = random.nextBoolean()
                    ? (random.nextBoolean() ? Trouble.REORG : Trouble.SHUFFLING_REORG)
                    : Trouble.values()[random.nextInt(Trouble.values().length)];
            ledger.count(trouble.toString());
            strike(trouble);
            house.awaitBlocks(1 + random.nextInt(30), going);
        }
    }

    private void strike(Trouble trouble) {
        switch (trouble) {
            case REORG -> house.reorg(1 + random.nextInt(DEEPEST_REORG));
            case SHUFFLING_REORG -> {
                // Some of what falls out comes back late, behind what was built upon it.
                failSends();
                house.reorg(1 + random.nextInt(DEEPEST_REORG));
            }
            case WRONG_SENDS -> failSends();
            case WRONG_ANSWERS -> {
                Fault fault = any(OF_ANYTHING);
                int times = 1 + random.nextInt(4);
                misbehave(house.rpc, fault, times);
                misbehave(house.secondRpc, fault, times);
            }
            case SICK_ENDPOINT -> misbehave(random.nextBoolean() ? house.rpc : house.secondRpc, any(OF_ANYTHING), 60);
            case DROPPED_TRANSACTIONS -> house.dropTransactions();
            case REDIS_FLUSHED -> house.flushRedis();
            case REDIS_RESTARTED -> {
                house.redis.stop();
                house.redis.restart();
            }
            case SOCKET_CUT -> {
                house.webSocket.cut();
                house.awaitBlocks(10, going);
                house.webSocket.mend();
            }
            case API_RESTARTED -> restart(house.api, RunningServer::stop);
            case API_KILLED -> restart(house.api, RunningServer::kill);
            case JOBS_RESTARTED -> restart(house.jobs, RunningServer::stop);
            case JOBS_KILLED -> restart(house.jobs, RunningServer::kill);
        }
    }

    private void failSends() {
        Fault fault = any(OF_SENDS);
        int times = 1 + random.nextInt(8);
        house.rpc.next(times, SEND, fault);
        house.secondRpc.next(times, SEND, fault);
    }

    private interface End {
        void of(RunningServer server);
    }

    private void restart(RunningServer server, End end) {
        end.of(server);
        house.awaitBlocks(random.nextInt(16), going);
        house.start();
    }

    private static void misbehave(FaultyProxy proxy, Fault fault, int times) {
        AtomicInteger left = new AtomicInteger(times);
        proxy.weather(_ -> left.getAndDecrement() > 0 ? Optional.of(fault) : Optional.empty());
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
