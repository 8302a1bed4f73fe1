package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An owner that takes over an account finds journal and chain in every mix of the two. */
class RecoverAccountTest {

    private static final String SEND = "eth_sendRawTransaction";
    private static final Address NOBODY = Address.of("0x000000000000000000000000000000000000dead");
    private final OwnerFixture fixture = new OwnerFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void journaledAndNeverBroadcastIsSent() {
        fixture.proxy.always(SEND, new Fault.Busy());
        TransactionOwner first = fixture.start();
        CompletableFuture<Outcome> lost = first.submit(fixture.mark("a"));
        fixture.awaitJournaled("a", 1);
        first.close();
        assertThat(lost).isCompletedExceptionally();
        assertThat(fixture.pooled()).isZero();
        fixture.proxy.heal();
        fixture.assertMarkedOnce(fixture.start().submit(fixture.mark("a")), "a");
        assertThat(fixture.journal.find("a").orElseThrow().attempts()).hasSize(1);
    }

    @Test
    void itIsSentEvenIfNobodyAsksForItAgain() {
        fixture.proxy.always(SEND, new Fault.Busy());
        TransactionOwner first = fixture.start();
        first.submit(fixture.mark("a"));
        fixture.awaitJournaled("a", 1);
        first.close();
        fixture.proxy.heal();
        fixture.start();
        fixture.awaitPooled(1);
        fixture.node.mine(1);
        assertThat(fixture.probe.seen("a")).isEqualTo(1);
    }

    @Test
    void inThePoolIsFollowedAndNotSentAgain() {
        TransactionOwner first = fixture.start();
        first.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        first.close();
        CompletableFuture<Outcome> again = fixture.start().submit(fixture.mark("a"));
        fixture.assertMarkedOnce(again, "a");
        assertThat(fixture.proxy.count(SEND)).isEqualTo(1);
    }

    @Test
    void minedWhileNobodyLookedIsTold() {
        TransactionOwner first = fixture.start();
        first.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        first.close();
        fixture.node.mine(OwnerFixture.FINALITY * 2);
        TransactionOwner second = fixture.start();
        assertThat(OwnerFixture.outcome(second.submit(fixture.mark("a")))).isInstanceOf(Outcome.Mined.class);
        fixture.assertMarkedOnce(second.submit(fixture.mark("b")), "b");
        assertThat(fixture.probe.seen("a")).isEqualTo(1);
    }

    /** Late: the former owner inserted it when the account was claimed, and takes it back when it sees that. */
    @Test
    void nothingIsSentThatTheJournalDoesNotKeep() {
        JournaledTransaction late = signedByAFormerOwner("late");
        AtomicInteger reads = new AtomicInteger();
        WatchedJournal journal = new WatchedJournal(fixture.journal, () -> {
            if (reads.incrementAndGet() == 1) {
                fixture.journal.insertLate(late);
            }
        });
        fixture.owners.add(TransactionOwner.start(fixture.account(fixture.signer, journal), OwnerFixture.fence(2)));
        fixture.awaitPooled(1);
        fixture.journal.takeBack(late);
        assertThat(fixture.journal.find("late"))
                .as("what was sent is kept, under the token of who sent it")
                .hasValueSatisfying(kept -> assertThat(kept.fencingToken()).isEqualTo(2));
    }

    @Test
    void aLateRecordThatARequestFindsIsKeptBeforeItIsSent() {
        JournaledTransaction late = signedByAFormerOwner("late");
        fixture.token = 2;
        TransactionOwner owner = fixture.start();
        Await.until("it has taken over", () -> owner.status().lastGoodStep().isPresent());
        fixture.journal.insertLate(late);
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("late"));
        fixture.awaitPooled(1);
        fixture.journal.takeBack(late);
        assertThat(fixture.journal.find("late")).isPresent();
        fixture.assertMarkedOnce(future, "late");
    }

    private JournaledTransaction signedByAFormerOwner(String key) {
        fixture.proxy.always(SEND, new Fault.Busy());
        TransactionOwner former = fixture.start();
        former.submit(fixture.mark(key));
        fixture.awaitJournaled(key, 1);
        former.close();
        fixture.proxy.heal();
        JournaledTransaction signed = fixture.journal.find(key).orElseThrow();
        fixture.journal.forget(key);
        return signed;
    }

    @Test
    void theJournalAheadOfTheChainIsSentInOrder() {
        fixture.proxy.always(SEND, new Fault.Busy());
        TransactionOwner first = fixture.start();
        for (int i = 0; i < 5; i++) {
            first.submit(fixture.mark("m" + i));
            fixture.awaitJournaled("m" + i, 1);
        }
        first.close();
        fixture.proxy.heal();
        TransactionOwner second = fixture.start();
        for (int i = 0; i < 6; i++) {
            fixture.assertMarkedOnce(second.submit(fixture.mark("m" + i)), "m" + i);
        }
    }

    @Test
    void theChainAheadOfTheJournalGivesTheNonce() {
        fixture.assertMarkedOnce(fixture.start().submit(fixture.mark("a")), "a");
        fixture.owners.getFirst().close();
        for (long nonce = 1; nonce < 4; nonce++) {
            fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, nonce);
        }
        fixture.node.mine(1);
        TransactionOwner second = fixture.start();
        fixture.assertMarkedOnce(second.submit(fixture.mark("b")), "b");
        assertThat(fixture.journal.find("b").orElseThrow().nonce()).isEqualTo(4);
    }

    @Test
    void aStrangersTransactionInThePoolIsLetPass() {
        fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, 0);
        fixture.awaitPooled(1);
        fixture.assertMarkedOnce(fixture.start().submit(fixture.mark("a")), "a");
        assertThat(fixture.journal.find("a").orElseThrow().nonce()).isEqualTo(1);
    }

    @Test
    void aStrangerWhoCameWhileTheOwnerWasIdleIsNoticed() {
        TransactionOwner owner = fixture.start();
        fixture.assertMarkedOnce(owner.submit(fixture.mark("a")), "a");
        fixture.node.mine(OwnerFixture.FINALITY);
        Await.until("closed", () -> fixture.journal.open(fixture.address()).isEmpty());
        fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, 1);
        fixture.node.mine(1);
        fixture.assertMarkedOnce(owner.submit(fixture.mark("b")), "b");
        assertThat(fixture.journal.find("b").orElseThrow().nonce()).isEqualTo(2);
    }

    @Test
    void aGapThatTheJournalLostIsFilled() {
        fixture.proxy.always(SEND, new Fault.Busy());
        TransactionOwner first = fixture.start();
        for (String key : new String[] {"a", "b", "c"}) {
            first.submit(fixture.mark(key));
            fixture.awaitJournaled(key, 1);
        }
        first.close();
        fixture.journal.forget("b");
        fixture.proxy.heal();
        TransactionOwner second = fixture.start();
        fixture.assertMarkedOnce(second.submit(fixture.mark("c")), "c");
        assertThat(fixture.probe.seen("a")).isEqualTo(1);
        fixture.assertMarkedOnce(second.submit(fixture.mark("b")), "b");
        assertThat(fixture.journal.find("b").orElseThrow().nonce()).isEqualTo(3);
    }

    @Test
    void aGapThatAStrangersLostTransactionLeftIsFilled() {
        fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, 0);
        fixture.awaitPooled(1);
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        fixture.awaitPooled(2);
        assertThat(fixture.journal.find("a").orElseThrow().nonce()).isEqualTo(1);
        fixture.awaitLooks();
        fixture.node.dropAllTransactions();
        fixture.clock.advance(Duration.ofSeconds(11));
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void aNonceThatAStrangerTookIsGivenUpOnlyWhenThatIsFinal() {
        fixture.proxy.always(SEND, new Fault.Swallow());
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitJournaled("a", 1);
        fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, 0);
        fixture.node.mine(1);
        fixture.proxy.heal();
        long asked = fixture.proxy.count("eth_getTransactionReceipt");
        Await.until("it looked", () -> fixture.proxy.count("eth_getTransactionReceipt") > asked + 4);
        assertThat(fixture.journal.find("a").orElseThrow().nonce()).isZero();
        fixture.assertMarkedOnce(future, "a");
        assertThat(fixture.journal.find("a").orElseThrow().nonce()).isEqualTo(1);
    }

    @Test
    void aStrangersTransactionThatAReorgTakesBackLeavesTheNonceToUs() {
        fixture.proxy.always(SEND, new Fault.Swallow());
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitJournaled("a", 1);
        fixture.node.sendUnlocked(fixture.address(), NOBODY, Bytes.EMPTY, 0);
        fixture.node.mine(2);
        fixture.proxy.heal();
        long asked = fixture.proxy.count("eth_getTransactionReceipt");
        Await.until("it looked", () -> fixture.proxy.count("eth_getTransactionReceipt") > asked + 4);
        fixture.node.reorg(2);
        fixture.clock.advance(Duration.ofSeconds(11));
        fixture.awaitPooled(1);
        fixture.assertMarkedOnce(future, "a");
        assertThat(fixture.journal.find("a").orElseThrow().nonce()).isZero();
    }

    @Test
    void anAppendWhoseAnswerGotLostIsFoundAgain() {
        TransactionOwner owner = TransactionOwner.start(
                fixture.account(fixture.signer, new FlakyJournal(fixture.journal)), Fence.alone());
        fixture.owners.add(owner);
        for (int i = 0; i < 4; i++) {
            fixture.assertMarkedOnce(owner.submit(fixture.mark("m" + i)), "m" + i);
        }
    }

    @Test
    void aClosedTransactionThatADeepReorgTookBackIsSentAgain() {
        TransactionOwner owner = fixture.start();
        Outcome.Mined mined = (Outcome.Mined) fixture.mineUntilDone(owner.submit(fixture.mark("a")));
        fixture.node.mine(OwnerFixture.FINALITY + 2);
        Await.until("closed", () -> fixture.journal.open(fixture.address()).isEmpty());
        owner.close();
        fixture.node.reorg((int) (fixture.node.blockNumber() - mined.receipt().blockNumber() + 1));
        assertThat(fixture.probe.seen("a")).isZero();
        TransactionOwner second = fixture.start();
        fixture.assertMarkedOnce(second.submit(fixture.mark("b")), "b");
        assertThat(fixture.probe.seen("a")).isEqualTo(1);
    }
}
