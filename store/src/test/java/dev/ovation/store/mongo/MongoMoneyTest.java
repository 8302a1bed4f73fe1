package dev.ovation.store.mongo;

import static dev.ovation.store.mongo.Samples.NOON;
import static dev.ovation.store.mongo.Samples.address;
import static dev.ovation.store.mongo.Samples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.store.testing.MongoServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Payments, withdrawals and payouts. */
class MongoMoneyTest {

    private static MongoServer server;
    private static Mongo mongo;
    private static MongoPayments payments;
    private static MongoWithdrawals withdrawals;
    private static MongoPayouts payouts;

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
        payments = new MongoPayments(mongo);
        withdrawals = new MongoWithdrawals(mongo);
        payouts = new MongoPayouts(mongo);
    }

    @AfterAll
    static void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void aPaymentOfAnotherAmountIsHeldInOneStepAndOnlyFromOpened() {
        Payment payment = payment("differing");
        payments.insert(payment);
        assertThat(payments.holdDiffering(payment.id(), Wei.ofTokens(10), "another amount", NOON))
                .isTrue();
        assertThat(payments.holdDiffering(payment.id(), Wei.ofTokens(9), "again", NOON))
                .isFalse();
        Payment held = payments.byId(payment.id()).orElseThrow();
        assertThat(held.state()).isEqualTo(PaymentState.HELD);
        assertThat(held.amount()).isEqualTo(Wei.ofTokens(10));
        assertThat(held.reason()).isEqualTo("another amount");
    }

    @Test
    void aBurnThatWasToldToHaveFailedIsOnItsWayBackToItsOwner() {
        Withdrawal withdrawal = withdrawal(address(), 0);
        withdrawals.insert(withdrawal);
        withdrawals.move(withdrawal.id(), WithdrawalState.CLEARED, "", NOON);
        Bytes32 burn = word();
        assertThat(withdrawals.markBurnedAfterAll(withdrawal.id(), burn, NOON)).isFalse();
        withdrawals.move(withdrawal.id(), WithdrawalState.FAILED, "InsufficientBalance", NOON);
        assertThat(withdrawals.markBurnedAfterAll(withdrawal.id(), burn, NOON)).isTrue();
        Withdrawal returning = withdrawals.byId(withdrawal.id()).orElseThrow();
        assertThat(returning.state()).isEqualTo(WithdrawalState.RETURNING);
        assertThat(returning.burnedBy()).contains(burn);
    }

    @Test
    void aPaymentIsReadAsItWasWrittenAndMovesOnlyForward() {
        Payment payment = payment("ref-1");
        payments.insert(payment);
        payments.insert(payment);
        assertThat(payments.byId(payment.id())).contains(payment);
        assertThat(payments.byProviderRef("sandbox", "ref-1")).contains(payment);
        assertThat(payments.byProviderRef("other", "ref-1")).isEmpty();

        assertThat(payments.markMinted(payment.id(), word(), NOON)).isFalse();
        assertThat(payments.move(payment.id(), PaymentState.PAID, "", NOON)).isTrue();
        assertThat(payments.move(payment.id(), PaymentState.PAID, "", NOON)).isFalse();
        assertThat(payments.move(payment.id(), PaymentState.HELD, "look", NOON.plusSeconds(1)))
                .isTrue();
        assertThat(payments.byId(payment.id()).orElseThrow().reason()).isEqualTo("look");
        assertThat(payments.move(payment.id(), PaymentState.CLEARED, "", NOON)).isTrue();
        var mint = word();
        assertThat(payments.markMinted(payment.id(), mint, NOON.plusSeconds(5))).isTrue();
        assertThat(payments.markMinted(payment.id(), word(), NOON)).isFalse();
        assertThat(payments.move(payment.id(), PaymentState.REJECTED, "late", NOON))
                .isFalse();
        Payment minted = payments.byId(payment.id()).orElseThrow();
        assertThat(minted.mintedBy()).contains(mint);
        assertThat(minted.state()).isEqualTo(PaymentState.MINTED);
        assertThat(minted.updatedAt()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void aGatewaysReferenceBelongsToOnePayment() {
        payments.insert(payment("ref-2"));
        assertThatThrownBy(() -> payments.insert(payment("ref-2"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aGatewaysEventIsRememberedOnce() {
        assertThat(payments.rememberEvent("sandbox", "e1", NOON)).isTrue();
        assertThat(payments.rememberEvent("sandbox", "e1", NOON)).isFalse();
        assertThat(payments.rememberEvent("other", "e1", NOON)).isTrue();
    }

    @Test
    void findsPaymentsOfAPayerAndThoseThatAreDue() {
        Payment payment = payment("ref-3");
        payments.insert(payment);
        assertThat(payments.ofPayer(payment.payer(), Optional.empty(), 10)).containsExactly(payment);
        payments.move(payment.id(), PaymentState.PAID, "", NOON.plusSeconds(10));
        assertThat(payments.inStateBefore(PaymentState.PAID, NOON.plusSeconds(10), 10))
                .extracting(Payment::id)
                .doesNotContain(payment.id());
        assertThat(payments.inStateBefore(PaymentState.PAID, NOON.plusSeconds(11), 10))
                .extracting(Payment::id)
                .contains(payment.id());
    }

    @Test
    void aWithdrawalKeepsItsTransactionsAndItsSequence() {
        Address owner = address();
        assertThat(withdrawals.nextSequence(owner)).isZero();
        Withdrawal first = withdrawal(owner, 0);
        assertThat(withdrawals.insert(first)).isTrue();
        assertThat(withdrawals.insert(first)).isFalse();
        assertThat(withdrawals.insert(withdrawal(owner, 0))).isFalse();
        assertThat(withdrawals.nextSequence(owner)).isEqualTo(1);
        Withdrawal stored = withdrawals.byId(first.id()).orElseThrow();
        assertThat(stored).isEqualTo(first);
        assertThat(stored.amount()).isEqualTo(first.amount());

        assertThat(withdrawals.markBurned(first.id(), word(), NOON)).isFalse();
        assertThat(withdrawals.move(first.id(), WithdrawalState.CLEARED, "", NOON))
                .isTrue();
        var burn = word();
        assertThat(withdrawals.markBurned(first.id(), burn, NOON)).isTrue();
        assertThat(withdrawals.move(first.id(), WithdrawalState.RETURNING, "account closed", NOON))
                .isTrue();
        assertThat(withdrawals.move(first.id(), WithdrawalState.DONE, "", NOON)).isFalse();
        var back = word();
        assertThat(withdrawals.markReturned(first.id(), back, NOON)).isTrue();
        Withdrawal returned = withdrawals.byId(first.id()).orElseThrow();
        assertThat(returned.state()).isEqualTo(WithdrawalState.RETURNED);
        assertThat(returned.burnedBy()).contains(burn);
        assertThat(returned.returnedBy()).contains(back);
        assertThat(returned.reason()).isEqualTo("account closed");
        assertThat(withdrawals.ofCreator(first.creatorId(), Optional.empty(), 5))
                .hasSize(1);
        assertThat(withdrawals.inStateBefore(WithdrawalState.RETURNED, NOON.plusSeconds(1), 5))
                .extracting(Withdrawal::id)
                .contains(first.id());
    }

    @Test
    void aPayoutIsKeptOnce() {
        Address creator = address();
        Payout early = payout(creator, NOON);
        Payout late = payout(creator, NOON.plusSeconds(60));
        payouts.insertAll(List.of(early));
        payouts.insertAll(List.of(late, early));
        assertThat(payouts.ofCreator(creator, 10)).containsExactly(late, early);
    }

    @Test
    void aPayoutThatTheChainHasLostIsForgotten() {
        Address creator = address();
        Payout lost = payout(creator, NOON);
        Payout kept = payout(creator, NOON);
        payouts.insertAll(List.of(lost, kept));
        assertThat(payouts.ofBatch(lost.batch())).containsExactly(lost);
        payouts.forget(List.of(lost));
        payouts.forget(List.of());
        assertThat(payouts.ofBatch(lost.batch())).isEmpty();
        assertThat(payouts.ofCreator(creator, 10)).containsExactly(kept);
    }

    @Test
    void payoutsOfDroppedBlocksAreForgotten() {
        Address creator = address();
        Address other = address();
        // Far above the blocks of all other payouts here.
        Payout kept = payout(creator, 1_000_000, NOON);
        payouts.insertAll(
                List.of(kept, payout(creator, 1_000_001, NOON), payout(other, 1_000_002, NOON.plusSeconds(1))));
        assertThat(payouts.creatorsFrom(1_000_001)).containsExactlyInAnyOrder(creator, other);
        payouts.forgetFrom(1_000_001);
        assertThat(payouts.creatorsFrom(1_000_001)).isEmpty();
        assertThat(payouts.ofCreator(creator, 10)).containsExactly(kept);
        assertThat(payouts.ofCreator(other, 10)).isEmpty();
    }

    @Test
    void aRefusedBurnThatCameBackIsOnItsWayBackToItsOwner() {
        Withdrawal withdrawal = withdrawal(address(), 0);
        withdrawals.insert(withdrawal);
        withdrawals.move(withdrawal.id(), WithdrawalState.CLEARED, "", NOON);
        var burn = word();
        assertThat(withdrawals.markBurnedAfterAll(withdrawal.id(), burn, NOON)).isFalse();
        withdrawals.move(withdrawal.id(), WithdrawalState.FAILED, "InsufficientBalance", NOON);
        assertThat(withdrawals.markBurnedAfterAll(withdrawal.id(), burn, NOON)).isTrue();
        Withdrawal returning = withdrawals.byId(withdrawal.id()).orElseThrow();
        assertThat(returning.state()).isEqualTo(WithdrawalState.RETURNING);
        assertThat(returning.burnedBy()).contains(burn);
    }

    private static Payout payout(Address creator, Instant at) {
        return payout(creator, 7, at);
    }

    private static Payout payout(Address creator, long block, Instant at) {
        return new Payout(
                creator,
                new BatchId(Samples.uuid()),
                3,
                Wei.ofTokens(40),
                Wei.ofTokens(10),
                Wei.of(1),
                word(),
                block,
                at);
    }

    private static Payment payment(String ref) {
        return new Payment(
                new PaymentId(Samples.uuid()),
                new AccountId(Samples.uuid()),
                address(),
                Wei.parseTokens("100.000000000000000001"),
                "sandbox",
                ref,
                "http://pay.example/" + ref,
                PaymentState.OPENED,
                "",
                Optional.empty(),
                NOON,
                NOON);
    }

    private static Withdrawal withdrawal(Address owner, long sequence) {
        return new Withdrawal(
                new WithdrawalId(word()),
                new AccountId(Samples.uuid()),
                owner,
                sequence,
                Wei.ofTokens(5),
                "DE02 1203",
                new byte[] {9, 8},
                WithdrawalState.REQUESTED,
                "",
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON);
    }
}
