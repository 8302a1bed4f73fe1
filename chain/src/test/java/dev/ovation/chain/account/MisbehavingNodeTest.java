package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.chain.testing.ProbeContract;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that loses answers, forgets transactions, answers stale or lies about nonces: still executed, and once. */
class MisbehavingNodeTest {

    private static final String ESTIMATE = "eth_estimateGas";
    private static final String SEND = "eth_sendRawTransaction";
    private final OwnerFixture fixture = new OwnerFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void aLostAnswerIsLookedUpBeforeAnythingIsSentAgain() {
        fixture.proxy.next(SEND, new Fault.LoseAnswer());
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        Await.until("looked up", () -> fixture.proxy.count("eth_getTransactionByHash") >= 1);
        fixture.assertMarkedOnce(future, "a");
        assertThat(fixture.proxy.count(SEND)).isEqualTo(1);
    }

    @Test
    void anAnswerThatNeverComesIsLookedUpAfterTheTimeOut() {
        try (OwnerFixture impatient = new OwnerFixture(Duration.ofSeconds(3))) {
            impatient.proxy.next(SEND, new Fault.Hang());
            CompletableFuture<Outcome> future = impatient.start().submit(impatient.mark("a"));
            impatient.assertMarkedOnce(future, "a");
            assertThat(impatient.proxy.count(SEND)).isEqualTo(1);
        }
    }

    @Test
    void aGatewaysErrorPageIsNoAnswer() {
        fixture.proxy.next(SEND, new Fault.Garbage());
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        fixture.assertMarkedOnce(future, "a");
        assertThat(fixture.proxy.count(SEND)).isEqualTo(1);
    }

    @Test
    void whatANodeSwallowedIsSentAgain() {
        fixture.proxy.next(SEND, new Fault.Swallow());
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        Await.until("sent", () -> fixture.proxy.count(SEND) == 1);
        fixture.awaitLooks();
        fixture.clock.advance(Duration.ofSeconds(11));
        fixture.awaitPooled(1);
        fixture.assertMarkedOnce(future, "a");
        assertThat(fixture.journal.find("a").orElseThrow().attempts()).hasSize(1);
    }

    @Test
    void whatFellOutOfThePoolIsSentAgain() {
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        fixture.awaitLooks();
        fixture.node.dropAllTransactions();
        fixture.clock.advance(Duration.ofSeconds(11));
        fixture.awaitPooled(1);
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void anErrorOfTheNodeIsNoRefusalByTheContract() {
        fixture.proxy.next(4, ESTIMATE, new Fault.Reject(-32005, "limit exceeded"));
        CompletableFuture<Outcome> future = fixture.start().submit(estimated("a"));
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void aNodeThatAlwaysHasAnErrorForOneRequestHoldsUpNoOtherAndTellsNoRefusal() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> before = owner.submit(fixture.mark("before"));
        fixture.awaitPooled(1);
        fixture.proxy.always(ESTIMATE, new Fault.Reject(-32000, "header not found"));
        CompletableFuture<Outcome> future = owner.submit(estimated("a"));
        CompletableFuture<Outcome> next = owner.submit(fixture.mark("next"));
        fixture.assertMarkedOnce(before, "before");
        fixture.assertMarkedOnce(next, "next");
        assertThat(future).isCompletedExceptionally();
        fixture.proxy.heal();
        fixture.assertMarkedOnce(owner.submit(estimated("a")), "a");
    }

    private TransactionRequest estimated(String name) {
        return TransactionRequest.call(name, fixture.probe.address(), ProbeContract.mark(name));
    }

    @Test
    void aBusyNodeIsAskedUntilItAnswers() {
        TransactionOwner owner = fixture.start();
        fixture.proxy.always(new Fault.Busy());
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        long asked = fixture.proxy.total();
        Await.until("it tries again", () -> fixture.proxy.total() > asked + 3);
        fixture.proxy.heal();
        fixture.assertMarkedOnce(future, "a");
    }

    /** In the words of several nodes; each is said twice, and the transaction is taken afterwards. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonce too low",
                "nonce too low: next nonce 9, tx nonce 0",
                "nonce too high",
                "already known",
                "transaction already imported",
                "transaction underpriced",
                "replacement transaction underpriced",
                "max fee per gas less than block base fee",
                "txpool is full",
                "internal error"
            })
    void aRefusalThatIsNotFinalDelaysAtMost(String message) {
        fixture.proxy.next(2, SEND, new Fault.Reject(-32000, message));
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        for (int sent = 1; sent <= 2; sent++) {
            int expected = sent;
            Await.until("sent", () -> fixture.proxy.count(SEND) >= expected);
            fixture.awaitLooks();
            fixture.clock.advance(Duration.ofSeconds(11));
        }
        Await.until("sent for good", () -> fixture.proxy.count(SEND) >= 3);
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void anUnderpricedTransactionIsRaisedAtOnce() {
        fixture.proxy.next(2, SEND, new Fault.Reject(-32000, "replacement transaction underpriced"));
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        fixture.awaitJournaled("a", 3);
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void aStaleAnswerAboutTheNonceDoesNoHarm() {
        TransactionOwner owner = fixture.start();
        fixture.assertMarkedOnce(owner.submit(fixture.mark("a")), "a");
        fixture.assertMarkedOnce(owner.submit(fixture.mark("b")), "b");
        fixture.node.mine(OwnerFixture.FINALITY);
        Await.until("closed", () -> fixture.journal.open(fixture.address()).isEmpty());
        fixture.proxy.always("eth_getTransactionCount", new Fault.Answer("0x0"));
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("c"));
        fixture.awaitPooled(1);
        fixture.node.mine(1);
        fixture.awaitLooks();
        fixture.proxy.heal();
        fixture.assertMarkedOnce(future, "c");
        fixture.assertMarkedOnce(owner.submit(fixture.mark("d")), "d");
        assertThat(List.of(fixture.probe.seen("a"), fixture.probe.seen("b"), fixture.probe.seen("c")))
                .containsOnly(1L);
    }

    @Test
    void aReceiptThatOneNodeDoesNotHaveYetIsNoReasonToSendAnew() {
        TransactionOwner owner = fixture.start();
        fixture.proxy.always("eth_getTransactionReceipt", new Fault.Answer(null));
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        fixture.node.mine(OwnerFixture.FINALITY + 3);
        long asked = fixture.proxy.count("eth_getTransactionReceipt");
        Await.until("it looked", () -> fixture.proxy.count("eth_getTransactionReceipt") > asked + 5);
        fixture.proxy.heal();
        fixture.assertMarkedOnce(future, "a");
        assertThat(fixture.journal.find("a").orElseThrow().attempts()).hasSize(1);
    }
}
