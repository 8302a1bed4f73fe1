package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
