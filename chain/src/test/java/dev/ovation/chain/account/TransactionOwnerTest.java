package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.ProbeContract;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an owner does while nothing crashes and the node tells the truth. */
class TransactionOwnerTest {

    private final OwnerFixture fixture = new OwnerFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void aRequestIsExecutedOnceAndItsReceiptTold() {
        fixture.assertMarkedOnce(fixture.start().submit(fixture.mark("a")), "a");
    }

    @Test
    void theGasIsEstimatedWhereNoneIsGiven() {
        TransactionRequest request = TransactionRequest.call("a", fixture.probe.address(), ProbeContract.mark("a"));
        fixture.assertMarkedOnce(fixture.start().submit(request), "a");
    }

    @Test
    void severalTravelAtOnceUpToTheBound() {
        fixture.policy = OwnerFixture.policy(5, 1, Optional.empty());
        TransactionOwner owner = fixture.start();
        List<CompletableFuture<Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            futures.add(owner.submit(fixture.mark("m" + i)));
        }
        fixture.awaitPooled(5);
        // What it said of itself before the last request came would be another number.
        Await.until("seven wait", () -> owner.status().waiting() == 7);
        assertThat(owner.status().inFlight()).isEqualTo(5);
        for (int i = 0; i < 12; i++) {
            fixture.assertMarkedOnce(futures.get(i), "m" + i);
        }
    }

    @Test
    void tooManyWaitingRequestsAreRefused() {
        TransactionOwner owner = fixture.start();
        fixture.proxy.always(new FaultyProxy.Fault.Busy());
        List<CompletableFuture<Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            futures.add(owner.submit(fixture.mark("m" + i)));
        }
        notSent(futures.getLast(), Outcome.Reason.BUSY);
    }

    @Test
    void whatIsSignedIsNeverCalledUnsentHoweverBusyTheOwnerIs() {
        fixture.policy = OwnerFixture.policy(1, 1, Optional.empty());
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> first = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        for (int i = 0; i < 50; i++) {
            owner.submit(fixture.mark("m" + i));
        }
        notSent(owner.submit(fixture.mark("b")), Outcome.Reason.BUSY);
        CompletableFuture<Outcome> again = owner.submit(fixture.mark("a"));
        fixture.assertMarkedOnce(first, "a");
        fixture.assertMarkedOnce(again, "a");
    }

    @Test
    void aRequestThatNoTransactionCanCarryIsRefusedWhenItIsMade() {
        assertThatThrownBy(() -> fixture.mark("a").withGasLimit(20_999)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransactionRequest.call("a", fixture.address(), Bytes.wrap(new byte[128 * 1024])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TransactionRequest.call(" ", fixture.address(), Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRequestThatTheJournalCanNotTakeHoldsUpNoOther() {
        TransactionOwner owner = TransactionOwner.start(
                fixture.account(fixture.signer, new FlakyJournal(fixture.journal, "poison")), Fence.alone());
        fixture.owners.add(owner);
        CompletableFuture<Outcome> poison = owner.submit(fixture.mark("poison"));
        CompletableFuture<Outcome> next = owner.submit(fixture.mark("a"));
        fixture.assertMarkedOnce(next, "a");
        assertThat(poison).isCompletedExceptionally();
    }

    @Test
    void theSameKeyIsTheSameTransaction() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> first = owner.submit(fixture.mark("a"));
        CompletableFuture<Outcome> second = owner.submit(fixture.mark("a"));
        fixture.assertMarkedOnce(first, "a");
        assertThat(OwnerFixture.outcome(second)).isEqualTo(OwnerFixture.outcome(first));
        assertThat(OwnerFixture.outcome(owner.submit(fixture.mark("a")))).isEqualTo(OwnerFixture.outcome(first));
        fixture.node.mine(OwnerFixture.FINALITY);
        Await.until(
                "the record is closed",
                () -> fixture.journal.open(fixture.address()).isEmpty());
        assertThat(OwnerFixture.outcome(owner.submit(fixture.mark("a")))).isEqualTo(OwnerFixture.outcome(first));
        assertThat(fixture.probe.seen("a")).isEqualTo(1);
    }

    @Test
    void aKeyThatMeantSomethingElseIsRefused() {
        TransactionOwner owner = fixture.start();
        fixture.assertMarkedOnce(owner.submit(fixture.mark("a")), "a");
        TransactionRequest other = TransactionRequest.call("a", fixture.probe.address(), ProbeContract.mark("b"))
                .withGasLimit(100_000);
        notSent(owner.submit(other), Outcome.Reason.KEY_CONFLICT);
    }

    @Test
    void whatWouldRevertIsNotSentAndTheReasonNamed() {
        TransactionRequest request = TransactionRequest.call(
                "a",
                fixture.probe.address(),
                ProbeContract.ABI.function("count").encode(1001, "too many"));
        Outcome outcome = OwnerFixture.outcome(fixture.start().submit(request));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotSent.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Outcome.Reason.REVERTS);
            assertThat(refused.revert()).get().isInstanceOfSatisfying(RevertReason.Named.class, error -> {
                assertThat(error.name()).isEqualTo("TooLarge");
                assertThat(error.arguments().address("caller")).isEqualTo(fixture.address());
                assertThat(error.arguments().longValue("allowed")).isEqualTo(1000);
            });
        });
        assertThat(fixture.journal.find("a")).isEmpty();
    }

    @Test
    void whatRevertsOnTheChainIsMinedWithItsReason() {
        TransactionRequest request = TransactionRequest.call(
                        "a",
                        fixture.probe.address(),
                        ProbeContract.ABI.function("failWithText").encode("no claps"))
                .withGasLimit(100_000);
        Outcome outcome = fixture.mineUntilDone(fixture.start().submit(request));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Mined.class,
                        mined -> assertThat(mined.revert()).contains(new RevertReason.Message("no claps")));
    }

    @Test
    void theOutcomeIsToldWithTheConfiguredConfirmationsAndNotBefore() {
        fixture.policy = OwnerFixture.policy(8, 3, Optional.empty());
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        Await.until("on its way", () -> owner.status().inFlight() == 1);
        fixture.awaitPooled(1);
        fixture.node.mine(2);
        Await.until("included", () -> owner.status().inFlight() == 0);
        assertThat(future).isNotDone();
        fixture.node.mine(1);
        assertThat(OwnerFixture.outcome(future)).isInstanceOf(Outcome.Mined.class);
    }

    @Test
    void theFeeOfWhatIsStuckIsRaisedUntilItIsMined() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        fixture.clock.advance(Duration.ofSeconds(61));
        fixture.awaitJournaled("a", 2);
        List<Attempt> attempts = fixture.journal.find("a").orElseThrow().attempts();
        Wei first = attempts.get(0).fees().maxPriorityFeePerGas();
        Wei second = attempts.get(1).fees().maxPriorityFeePerGas();
        assertThat(second.value())
                .isGreaterThanOrEqualTo(first.times(110).dividedBy(100).value());
        assertThat(attempts.get(1).nonce()).isEqualTo(attempts.get(0).nonce());
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void noFeeIsRaisedAboveTheCap() {
        fixture.feePolicy = new FeePolicy(
                Wei.of(OwnerFixture.GWEI), Wei.of(2 * OwnerFixture.GWEI), Wei.of(4 * OwnerFixture.GWEI), 13);
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        for (int i = 0; i < 15; i++) {
            fixture.clock.advance(Duration.ofSeconds(61));
            fixture.awaitLooks();
        }
        List<Attempt> attempts = fixture.journal.find("a").orElseThrow().attempts();
        assertThat(attempts)
                .hasSizeGreaterThan(1)
                .allSatisfy(attempt -> assertThat(attempt.fees().maxFeePerGas().value())
                        .isLessThanOrEqualTo(fixture.feePolicy.maxFee().value()));
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void aBaseFeeAboveTheCapSendsNothing() {
        fixture.node.setNextBaseFee(Wei.of(60 * OwnerFixture.GWEI));
        fixture.node.mine(1);
        notSent(fixture.start().submit(fixture.mark("a")), Outcome.Reason.FEES_ABOVE_CAP);
    }

    @Test
    void whatTheBaseFeeLeftBehindIsRaisedTogether() {
        TransactionOwner owner = fixture.start();
        List<CompletableFuture<Outcome>> futures = List.of(
                owner.submit(fixture.mark("a")), owner.submit(fixture.mark("b")), owner.submit(fixture.mark("c")));
        fixture.awaitPooled(3);
        fixture.node.setNextBaseFee(Wei.of(20 * OwnerFixture.GWEI));
        fixture.node.mine(1);
        fixture.clock.advance(Duration.ofSeconds(61));
        fixture.awaitJournaled("c", 2);
        fixture.assertMarkedOnce(futures.get(0), "a");
        fixture.assertMarkedOnce(futures.get(1), "b");
        fixture.assertMarkedOnce(futures.get(2), "c");
    }

    @Test
    void aCancelledRequestGivesWayToNothing() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        CompletableFuture<Outcome> next = owner.submit(fixture.mark("b"));
        fixture.awaitPooled(2);
        owner.cancel("a");
        fixture.awaitJournaled("a", 2);
        fixture.awaitLastAttemptPooled("a");
        assertThat(fixture.mineUntilDone(future)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(fixture.probe.seen("a")).isZero();
        fixture.assertMarkedOnce(next, "b");
        assertThat(OwnerFixture.outcome(owner.submit(fixture.mark("a")))).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void aCancellationThatComesTooLateChangesNothing() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> future = owner.submit(fixture.mark("a"));
        fixture.assertMarkedOnce(future, "a");
        owner.cancel("a");
        fixture.assertMarkedOnce(owner.submit(fixture.mark("b")), "b");
        assertThat(fixture.journal.find("a").orElseThrow().attempts()).hasSize(1);
    }

    @Test
    void aRequestThatIsNotSignedYetIsWithdrawn() {
        fixture.policy = OwnerFixture.policy(1, 1, Optional.empty());
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> first = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        CompletableFuture<Outcome> second = owner.submit(fixture.mark("b"));
        owner.cancel("b");
        notSent(second, Outcome.Reason.WITHDRAWN);
        fixture.assertMarkedOnce(first, "a");
    }

    @Test
    void whatIsUnminedForTooLongIsCancelledByItself() {
        fixture.policy = OwnerFixture.policy(8, 1, Optional.of(Duration.ofSeconds(30)));
        CompletableFuture<Outcome> future = fixture.start().submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        fixture.clock.advance(Duration.ofSeconds(31));
        fixture.awaitJournaled("a", 2);
        fixture.awaitLastAttemptPooled("a");
        assertThat(fixture.mineUntilDone(future)).isInstanceOf(Outcome.Cancelled.class);
        assertThat(fixture.probe.seen("a")).isZero();
    }

    @Test
    void aSuspendedOwnerFinishesWhatItHasAndTakesNothingNew() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> first = owner.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        owner.suspend();
        notSent(owner.submit(fixture.mark("b")), Outcome.Reason.SUSPENDED);
        fixture.assertMarkedOnce(first, "a");
        owner.resume();
        fixture.assertMarkedOnce(owner.submit(fixture.mark("b")), "b");
    }

    @Test
    void anAccountWithoutFundsRefusesRequestsUntilItHasThemAgain() {
        fixture.node.setBalance(fixture.address(), Wei.of(1));
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> first = owner.submit(fixture.mark("a"));
        Await.until("it knows", () -> owner.status().underfunded());
        notSent(owner.submit(fixture.mark("b")), Outcome.Reason.UNDERFUNDED);
        fixture.node.setBalance(fixture.address(), Wei.ofTokens(10));
        fixture.clock.advance(Duration.ofSeconds(11));
        Await.until("it knows", () -> !owner.status().underfunded());
        fixture.assertMarkedOnce(first, "a");
        fixture.assertMarkedOnce(owner.submit(fixture.mark("b")), "b");
    }

    @Test
    void anAccountIsKnownToHaveFundsAgainEvenIfTheAnswerThatShowsItIsLost() {
        fixture.node.setBalance(fixture.address(), Wei.of(1));
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> first = owner.submit(fixture.mark("a"));
        Await.until("it knows", () -> owner.status().underfunded());
        fixture.node.setBalance(fixture.address(), Wei.ofTokens(10));
        fixture.proxy.next("eth_sendRawTransaction", new FaultyProxy.Fault.LoseAnswer());
        fixture.clock.advance(Duration.ofSeconds(11));
        fixture.awaitPooled(1);
        fixture.assertMarkedOnce(first, "a");
        Await.until("it knows", () -> !owner.status().underfunded());
        fixture.assertMarkedOnce(owner.submit(fixture.mark("b")), "b");
    }

    @Test
    void whatEveryNodeRefusesMakesRoomForTheNext() {
        TransactionOwner owner = fixture.start();
        CompletableFuture<Outcome> impossible = owner.submit(fixture.mark("a").withGasLimit(40_000_000));
        CompletableFuture<Outcome> next = owner.submit(fixture.mark("b"));
        assertThat(fixture.mineUntilDone(impossible)).isInstanceOf(Outcome.Cancelled.class);
        fixture.assertMarkedOnce(next, "b");
    }

    private static void notSent(CompletableFuture<Outcome> future, Outcome.Reason reason) {
        assertThat(OwnerFixture.outcome(future))
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
