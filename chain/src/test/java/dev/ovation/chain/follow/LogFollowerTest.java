package dev.ovation.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.LogFilter;
import dev.ovation.chain.rpc.RpcLimits;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.chain.testing.InMemoryCheckpoint;
import dev.ovation.chain.testing.ProbeContract;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFollowerTest {

    private static final AbiEvent COUNTED = ProbeContract.ABI.event("Counted");
    private final AnvilNode node = AnvilNode.startManual();
    private final FaultyProxy proxy = FaultyProxy.before(node);
    private final HttpEndpoint endpoint =
            new HttpEndpoint("proxy", proxy.url(), Map.of(), new RpcLimits(Duration.ofSeconds(20), 8 << 20, 200));
    private final ProbeContract probe = ProbeContract.deploy(node);
    private final LogFilter filter = new LogFilter(List.of(probe.address()), List.of(COUNTED.topic()));
    private final InMemoryCheckpoint checkpoint = new InMemoryCheckpoint();
    private final ReadModel model = new ReadModel();
    private final List<LogFollower> followers = new ArrayList<>();
    private final Address sender = node.signer(1).address();

    private final AtomicBoolean myTurn = new AtomicBoolean(true);
    private final FollowTurn turn = new FollowTurn() {
        @Override
        public boolean mine() {
            return myTurn.get();
        }

        @Override
        public void close() {}
    };

    @AfterEach
    void end() {
        followers.forEach(LogFollower::close);
        endpoint.close();
        proxy.close();
        node.close();
    }

    /** The steps of the events by block; says so if a block comes twice or a range leaves one out. */
    private static final class ReadModel implements LogConsumer {

        private final TreeMap<Long, List<Long>> steps = new TreeMap<>();
        private final List<Long> rollBacks = new ArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private long next;

        @Override
        public synchronized void read(long fromBlock, long toBlock, List<Log> logs) {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("the database is away");
            }
            assertThat(fromBlock).isLessThanOrEqualTo(next);
            next = toBlock + 1;
            Map<Long, List<Long>> read = logs.stream()
                    .collect(Collectors.groupingBy(
                            Log::blockNumber,
                            Collectors.mapping(
                                    log -> COUNTED.decode(log.topics(), log.data())
                                            .longValue("step"),
                                    Collectors.toList())));
            steps.putAll(read);
        }

        @Override
        public synchronized void rollBack(long toBlock) {
            rollBacks.add(toBlock);
            steps.tailMap(toBlock, false).clear();
            next = toBlock + 1;
        }

        synchronized List<Long> all() {
            return steps.values().stream().flatMap(List::stream).toList();
        }

        synchronized int rollBackCount() {
            return rollBacks.size();
        }
    }

    private LogFollower follow(FollowPolicy policy) {
        LogFollower follower = LogFollower.start(endpoint, filter, checkpoint, 0, model, policy, turn);
        followers.add(follower);
        return follower;
    }

    private static FollowPolicy policy(int confirmations, int depth, int range) {
        return new FollowPolicy(confirmations, depth, range, Duration.ofMillis(10));
    }

    /** One transaction in a block of its own. */
    private void count(long step) {
        node.rpc(
                "eth_sendTransaction",
                Map.of(
                        "from", sender.toString(),
                        "to", probe.address().toString(),
                        "gas", "0x30d40",
                        "data",
                                ProbeContract.ABI
                                        .function("count")
                                        .encode(step, "x")
                                        .toString()));
        node.mine(1);
    }

    private void awaitSteps(Long... steps) {
        Await.until(
                () -> "the read model has " + List.of(steps) + " and not " + model.steps + " next " + model.next
                        + "; follower " + followers.getLast() + "; head " + node.blockNumber(),
                () -> model.all().equals(List.of(steps)));
    }

    /** What a follower has read is in its checkpoint only a moment later. */
    private void awaitSaved() {
        Await.until(
                "all is read and saved",
                () -> checkpoint
                        .load()
                        .filter(stored -> stored.nextBlock() > node.blockNumber())
                        .isPresent());
    }

    @Test
    void standsByWhileItIsAnothersTurnAndBeginsWhereThatOneEnded() {
        count(1);
        LogFollower follower = follow(policy(1, 30, 100));
        awaitSteps(1L);
        awaitSaved();
        myTurn.set(false);
        count(2);
        follower.wake();
        // The other one reads the block of the second step, and this one only what comes after it.
        checkpoint.save(new Checkpoint(node.blockNumber() + 1, new TreeMap<>()));
        model.next = node.blockNumber() + 1;
        count(3);
        myTurn.set(true);
        awaitSteps(1L, 3L);
    }

    @Test
    void whatWasReadHasNoEffectOnceTheTurnIsAnothers() {
        count(1);
        follow(policy(1, 30, 100));
        awaitSteps(1L);
        proxy.whenAsked("eth_getLogs", () -> myTurn.set(false));
        count(2);
        Await.until("the turn is another's", () -> !myTurn.get());
        followers.getFirst().close();
        awaitSteps(1L);
        assertThat(checkpoint.load().orElseThrow().nextBlock()).isEqualTo(node.blockNumber());
    }

    @Test
    void readsWhatIsThereAndWhatComes() {
        count(1);
        count(2);
        follow(policy(1, 30, 100));
        awaitSteps(1L, 2L);
        count(3);
        awaitSteps(1L, 2L, 3L);
    }

    @Test
    void goesOnWhereItStopped() {
        count(1);
        LogFollower first = follow(policy(1, 30, 100));
        awaitSteps(1L);
        awaitSaved();
        first.close();
        count(2);
        LogFollower second = follow(policy(1, 30, 100));
        assertThat(second.nextBlock()).isGreaterThan(1);
        awaitSteps(1L, 2L);
    }

    @Test
    void readsEverythingAnewWithoutACheckpoint() {
        LongStream.rangeClosed(1, 5).forEach(this::count);
        follow(policy(1, 30, 2));
        awaitSteps(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aLogIsReadOnlyWithItsConfirmations() {
        count(1);
        node.mine(1);
        count(2);
        LogFollower follower = follow(policy(3, 30, 100));
        awaitSteps(1L);
        Await.until("it read all that is deep enough", () -> follower.nextBlock() == node.blockNumber() - 1);
        assertThat(model.all()).containsExactly(1L);
        node.mine(2);
        awaitSteps(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aReorgRollsBackWhatWasDropped(int depth) {
        for (long step = 1; step <= depth + 2; step++) {
            count(step);
        }
        follow(policy(1, 30, 100));
        Await.until("all is read", () -> model.all().size() == depth + 2);
        long head = node.blockNumber();
        node.reorg(depth);
        awaitSteps(1L, 2L);
        Await.until("it went back", () -> model.rollBackCount() >= 1);
        // A node that is just moving to the other branch may show less than both have in common, never more.
        assertThat(model.rollBacks.getFirst()).isLessThanOrEqualTo(head - depth);
        count(900);
        awaitSteps(1L, 2L, 900L);
    }

    @Test
    void aReorgWhileNobodyLookedIsFoundAtTheNextStart() {
        count(1);
        count(2);
        LogFollower first = follow(policy(1, 30, 100));
        awaitSteps(1L, 2L);
        awaitSaved();
        first.close();
        node.reorg(1);
        node.mine(3);
        follow(policy(1, 30, 100));
        awaitSteps(1L);
    }

    @Test
    void aReorgBeyondTheMemoryHaltsInsteadOfGuessing() {
        LongStream.rangeClosed(1, 8).forEach(this::count);
        LogFollower follower = follow(policy(1, 4, 100));
        Await.until("all is read", () -> model.all().size() == 8);
        Await.until("saved", () -> follower.nextBlock() > node.blockNumber());
        node.reorg(7);
        Await.until("it halts", follower::halted);
        assertThat(model.rollBackCount()).isZero();
    }

    @Test
    void aNodeThatLagsBehindIsNoReorg() {
        count(1);
        count(2);
        LogFollower follower = follow(policy(1, 30, 100));
        awaitSteps(1L, 2L);
        Await.until("all is read", () -> follower.nextBlock() > node.blockNumber());
        Object old = node.rpc("eth_getBlockByNumber", "0x1", false);
        proxy.next(5, "eth_getBlockByNumber", new Fault.Answer(old));
        long asked = proxy.count("eth_getBlockByNumber");
        Await.until("it looked", () -> proxy.count("eth_getBlockByNumber") > asked + 8);
        assertThat(model.rollBackCount()).isZero();
        assertThat(model.all()).containsExactly(1L, 2L);
    }

    /** As a node may that is moving from one branch to another, or one of several behind one address. */
    @Test
    void logsThatAHeaderPromisesAndANodeLeavesOutAreAskedForAgain() {
        count(1);
        count(2);
        proxy.next(5, "eth_getLogs", new Fault.Answer(List.of()));
        follow(policy(1, 30, 100));
        awaitSteps(1L, 2L);
    }

    @Test
    void oldBlocksAreReadByRangeAndYoungOnesByHash() {
        count(1);
        node.mine(50);
        count(2);
        follow(policy(1, 10, 100));
        awaitSteps(1L, 2L);
        assertThat(proxy.count("eth_getLogs")).isEqualTo(11);
    }

    @Test
    void rangesShrinkUntilTheEndpointTakesThem() {
        LongStream.rangeClosed(1, 3).forEach(this::count);
        node.mine(200);
        proxy.next(4, "eth_getLogs", new Fault.Reject(-32005, "query returned more than 10000 results"));
        LogFollower follower = follow(policy(1, 30, 160));
        awaitSteps(1L, 2L, 3L);
        Await.until("all is read", () -> follower.nextBlock() > node.blockNumber());
        assertThat(proxy.count("eth_getLogs")).isGreaterThan(8);
    }

    @Test
    void aFailingConsumerGetsTheSameBlocksAgain() {
        count(1);
        model.failures.set(3);
        follow(policy(1, 30, 100));
        awaitSteps(1L);
        model.failures.set(2);
        count(2);
        awaitSteps(1L, 2L);
    }

    @Test
    void anUnreachableNodeIsWaitedFor() {
        count(1);
        proxy.always(new Fault.Busy());
        follow(policy(1, 30, 100));
        long asked = proxy.total();
        Await.until("it tries", () -> proxy.total() > asked + 3);
        proxy.heal();
        awaitSteps(1L);
    }
}
