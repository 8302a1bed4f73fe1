package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.core.value.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Transactions that fall out of the chain come back, in their order and once each. */
class ReorgTest {

    private final OwnerFixture fixture = new OwnerFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatAReorgDropsIsMinedAgain(int depth) {
        OwnerPolicy p = OwnerFixture.policy(30, 1, Optional.empty());
        fixture.policy = new OwnerPolicy(
                30, 50, 1, 25, p.pollEvery(), p.rebroadcastAfter(), p.stuckAfter(), p.giveUpAfter(), 20);
        TransactionOwner owner = fixture.start();
        List<CompletableFuture<Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            CompletableFuture<Outcome> future = owner.submit(fixture.mark("m" + i));
            futures.add(future);
            fixture.awaitPooled(1);
            fixture.node.mine(1);
            assertThat(OwnerFixture.outcome(future)).isInstanceOf(Outcome.Mined.class);
        }
        fixture.node.reorg(depth);
        assertThat(fixture.probe.seen("m0")).isZero();
        fixture.awaitPooled(depth);
        fixture.node.mine(1);
        for (int i = 0; i < depth; i++) {
            assertThat(fixture.probe.seen("m" + i)).isEqualTo(1);
        }
        fixture.node.mine(25);
        Await.until(
                "all are final", () -> fixture.journal.open(fixture.address()).isEmpty());
        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(fixture.journal.doubtful())
                .as("what was told of them may have been another thing")
                .hasSize(depth);
    }

    /** More than one look asks about: the youngest, which a re-org drops, come last. */
    @Test
    void nothingOfWhatAReorgDropsIsToldHoweverManyTransactionsAreOpen() {
        OwnerPolicy p = OwnerFixture.policy(300, 3, Optional.empty());
        fixture.policy = new OwnerPolicy(
                300, 300, 3, 25, p.pollEvery(), p.rebroadcastAfter(), p.stuckAfter(), p.giveUpAfter(), 20);
        TransactionOwner owner = fixture.start();
        List<CompletableFuture<Outcome>> staying = submit(owner, 0, 240);
        fixture.node.mine(3);
        staying.forEach(OwnerFixture::outcome);
        List<CompletableFuture<Outcome>> dropped = submit(owner, 240, 250);
        Await.until("all are on their way", () -> owner.status().inFlight() == 10);
        fixture.node.mine(1);
        Await.until("all are included", () -> owner.status().inFlight() == 0);

        fixture.proxy.always(new Fault.Busy());
        fixture.node.reorg(1);
        fixture.node.dropAllTransactions();
        fixture.node.mine(3);
        fixture.proxy.heal();

        fixture.awaitPooled(10);
        assertThat(dropped).noneMatch(CompletableFuture::isDone);
        fixture.node.mine(3);
        for (int i = 0; i < 10; i++) {
            assertThat(OwnerFixture.outcome(dropped.get(i))).isInstanceOf(Outcome.Mined.class);
            assertThat(fixture.probe.seen("m" + (240 + i))).isEqualTo(1);
        }
    }

    private List<CompletableFuture<Outcome>> submit(TransactionOwner owner, int from, int to) {
        List<CompletableFuture<Outcome>> futures = IntStream.range(from, to)
                .mapToObj(i -> owner.submit(fixture.mark("m" + i)))
                .toList();
        fixture.awaitPooled(to - from);
        return futures;
    }

    @Test
    void whatGoesStraightIsInNoDoubtAndWhatFailsOrChangesItsOwnerIs() {
        TransactionOwner owner = fixture.start();
        mineOne(owner.submit(fixture.mark("straight")));
        mineOne(owner.submit(TransactionRequest.call("fails", fixture.probe.address(), Bytes.of("0xdeadbeef"))
                .withGasLimit(100_000)));
        makeFinal();
        mineOne(owner.submit(fixture.mark("left")));
        owner.close();
        TransactionOwner next = fixture.start();
        mineOne(next.submit(fixture.mark("next")));
        makeFinal();
        assertThat(fixture.journal.doubtful()).containsExactlyInAnyOrder("fails", "left");
    }

    /** Seen in the one block, then in the other: what was told of the first one may not hold for the second. */
    @Test
    void whatIsInAnotherBlockAtTheNextLookIsToldAnewAndInDoubt() {
        TransactionOwner owner = fixture.start();
        TransactionRequest request = fixture.mark("moves");
        CompletableFuture<Outcome> first = owner.submit(request);
        mineOne(first);
        Bytes raw = fixture.journal
                .find(request.idempotencyKey())
                .orElseThrow()
                .lastAttempt()
                .signed()
                .raw();
        fixture.node.reorgWith(1, raw);
        Await.until(
                "the other block is told", () -> !block(owner.submit(request)).equals(block(first)));
        makeFinal();
        assertThat(fixture.journal.doubtful()).containsExactly(request.idempotencyKey());
    }

    /** Between the exchanges of one look a block may come; if another one takes its place, no head tells of it. */
    @Test
    void whatStoodInABlockThatNoHeadToldOfIsLookedAtAgainBeforeItIsTold() {
        fixture.policy = OwnerFixture.policy(8, 2, Optional.empty());
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        fixture.awaitLooks();
        fixture.proxy.always(
                "eth_getBlockByNumber", new Fault.Answer(fixture.node.rpc("eth_getBlockByNumber", "latest", false)));
        fixture.node.mine(1);
        Await.until("its receipt is seen", () -> owner.status().inFlight() == 0);

        fixture.node.reorg(1);
        fixture.node.dropAllTransactions();
        fixture.proxy.heal();
        fixture.awaitLooks();
        fixture.node.mine(1);
        fixture.awaitLooks();
        assertThat(future).isNotDone();
        fixture.assertMarkedOnce(future, "a");
    }

    /** A receipt may be from another node than the head, and that node on another fork. */
    @Test
    void whatAnotherForkHoldsIsNotToldHoweverDeepItIs() {
        fixture.policy = OwnerFixture.policy(8, 3, Optional.empty());
        TransactionOwner owner = fixture.start();
        fixture.proxy.always("eth_getTransactionReceipt", new Fault.Answer(null));
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        fixture.node.mine(5);
        String hash = fixture.journal
                .find("a")
                .orElseThrow()
                .lastAttempt()
                .signed()
                .hash()
                .toString();
        ObjectNode receipt = (ObjectNode) fixture.node.rpc("eth_getTransactionReceipt", hash);
        String block = receipt.get("blockHash").asString();

        fixture.proxy.heal();
        fixture.proxy.always(
                "eth_getTransactionReceipt",
                new Fault.Answer(receipt.deepCopy().put("blockHash", "0x" + "ab".repeat(32))));
        fixture.awaitLooks();
        assertThat(future).isNotDone();

        fixture.proxy.heal();
        assertThat(block(future).toString()).isEqualTo(block);
        makeFinal();
        assertThat(fixture.probe.seen("a")).isEqualTo(1);
    }

    @Test
    void whatIsIncludedIsNotReadAgainHoweverManyHeadsAreMissed() {
        OwnerPolicy p = OwnerFixture.policy(8, 1, Optional.empty());
        fixture.policy =
                new OwnerPolicy(8, 50, 1, 25, p.pollEvery(), p.rebroadcastAfter(), p.stuckAfter(), p.giveUpAfter(), 20);
        TransactionOwner owner = fixture.start();
        mineOne(owner.submit(fixture.mark("a")));
        fixture.awaitLooks();
        long read = fixture.proxy.count("eth_getTransactionReceipt");
        for (int i = 0; i < 4; i++) {
            fixture.node.mine(5);
            fixture.awaitLooks();
        }
        fixture.node.mine(5);
        Await.until("it is final", () -> fixture.journal.open(fixture.address()).isEmpty());
        assertThat(fixture.proxy.count("eth_getTransactionReceipt")).isEqualTo(read);
        assertThat(fixture.journal.doubtful()).isEmpty();
    }

    private static Bytes32 block(CompletableFuture<Outcome> told) {
        return ((Outcome.Mined) OwnerFixture.outcome(told)).receipt().blockHash();
    }

    private void mineOne(CompletableFuture<Outcome> future) {
        fixture.awaitPooled(1);
        fixture.node.mine(1);
        assertThat(OwnerFixture.outcome(future)).isInstanceOf(Outcome.Mined.class);
    }

    private void makeFinal() {
        fixture.node.mine(OwnerFixture.FINALITY);
        Await.until(
                "all are final", () -> fixture.journal.open(fixture.address()).isEmpty());
    }
}
