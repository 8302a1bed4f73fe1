package dev.ovation.store.mongo;

import static dev.ovation.store.mongo.Samples.NOON;
import static dev.ovation.store.mongo.Samples.address;
import static dev.ovation.store.mongo.Samples.intent;
import static dev.ovation.store.mongo.Samples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Books.Book;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.ledger.Transfer;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.statement.ContentTotals;
import dev.ovation.core.statement.Earnings;
import dev.ovation.core.statement.StatementEntry;
import dev.ovation.core.statement.StatementEntry.Kind;
import dev.ovation.core.statement.Statements.Cursor;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.store.testing.MongoServer;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Content totals, earnings, books and statements: all told from the documents that move the money. */
class MongoReadModelTest {

    private static final Wei HUGE = new Wei(BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE));
    private static MongoServer server;
    private static Mongo mongo;
    private static MongoIntents intents;

    private final Address fan = address();
    private final Address creator = address();

    @BeforeAll
    static void start() {
        server = MongoServer.start();
        mongo = server.connect();
        intents = new MongoIntents(mongo);
    }

    @AfterAll
    static void stop() {
        mongo.close();
        server.close();
    }

    @Test
    void aContentsTotalsLeaveOutWhatFailedOrWentBack() {
        MongoContentTotals totals = new MongoContentTotals(mongo);
        assertThat(totals.of("unknown")).isEqualTo(ContentTotals.Totals.NONE);
        for (IntentState state : IntentState.values()) {
            intents.insertAll(List.of(
                    intent(fan, creator)
                            .about("v1")
                            .state(state)
                            .amount(Wei.of(3))
                            .build(),
                    intent(fan, creator)
                            .gift()
                            .about("v1")
                            .state(state)
                            .amount(Wei.of(5))
                            .build(),
                    intent(fan, creator).about("v2").state(state).build()));
        }
        assertThat(totals.of("v1")).isEqualTo(new ContentTotals.Totals(Wei.of(12), 4, Wei.of(20), 4));
    }

    @Test
    void sumsOfTheLargestAmountsAreExact() {
        intents.insertAll(IntStream.range(0, 50)
                .mapToObj(_ ->
                        intent(fan, creator).gift().about("huge").amount(HUGE).build())
                .toList());
        assertThat(new MongoContentTotals(mongo).of("huge").gifts()).isEqualTo(HUGE.times(50));
    }

    @Test
    void aCreatorsEarningsAreToldBySourceStateAndFan() {
        Address generous = address();
        intents.insertAll(List.of(
                intent(fan, creator)
                        .state(IntentState.SETTLED)
                        .amount(Wei.ofTokens(40))
                        .build(),
                intent(fan, creator)
                        .state(IntentState.APPROVED)
                        .amount(Wei.of(250))
                        .build(),
                intent(fan, creator)
                        .state(IntentState.SUBMITTED)
                        .amount(Wei.of(7))
                        .build(),
                intent(fan, creator)
                        .state(IntentState.CANCELLED)
                        .amount(Wei.of(9))
                        .build(),
                intent(generous, creator)
                        .gift()
                        .state(IntentState.APPROVED)
                        .amount(Wei.ofTokens(1))
                        .build(),
                intent(generous, address()).gift().state(IntentState.APPROVED).build()));
        new MongoPayouts(mongo).insertAll(List.of(payout(creator, Wei.parseTokens("0.4"), NOON)));

        Earnings.Report report = new MongoEarnings(mongo).of(creator, 10);

        assertThat(report.claps()).isEqualTo(new Earnings.Source(Wei.of(7), Wei.of(250), Wei.ofTokens(40), 3));
        assertThat(report.gifts()).isEqualTo(new Earnings.Source(Wei.ZERO, Wei.ofTokens(1), Wei.ZERO, 1));
        assertThat(report.paidOut()).isEqualTo(Wei.parseTokens("0.4"));
        assertThat(report.nextPayout()).isEqualTo(Wei.ofTokens(1).plus(Wei.of(2)));
        assertThat(report.topFans())
                .containsExactly(
                        new Earnings.TopFan(generous, Wei.ZERO, Wei.ofTokens(1)),
                        new Earnings.TopFan(fan, Wei.ofTokens(40).plus(Wei.of(257)), Wei.ZERO));
        assertThat(new MongoEarnings(mongo).of(creator, 1).topFans()).hasSize(1);
        assertThat(new MongoEarnings(mongo).of(address(), 10).topFans()).isEmpty();
    }

    @Test
    void anAccountsBooksAddUp() {
        Address wallet = address();
        mint(wallet, Wei.of(1000), NOON);
        new MongoPayments(mongo).insert(payment(wallet, Wei.of(5555)));
        new MongoPayouts(mongo).insertAll(List.of(payout(wallet, Wei.of(200), NOON)));
        withdraw(wallet, 0, Wei.of(30), true);
        withdraw(wallet, 1, Wei.of(4), false);
        Address dropped = address();
        new MongoTransfers(mongo)
                .insertAll(List.of(
                        transfer(address(), wallet, Wei.of(70), 10),
                        transfer(wallet, address(), Wei.of(2), 10),
                        transfer(wallet, dropped, Wei.of(9999), 11)));
        assertThat(new MongoTransfers(mongo).partiesFrom(11)).containsExactlyInAnyOrder(wallet, dropped);
        new MongoTransfers(mongo).forgetFrom(11);
        intents.insertAll(List.of(
                intent(wallet, creator)
                        .gift()
                        .state(IntentState.SUBMITTED)
                        .amount(Wei.of(11))
                        .build(),
                intent(wallet, creator)
                        .gift()
                        .state(IntentState.SETTLED)
                        .amount(Wei.of(12))
                        .build(),
                intent(wallet, creator)
                        .gift()
                        .state(IntentState.REJECTED)
                        .amount(Wei.of(500))
                        .build(),
                intent(wallet, creator).gift().amount(Wei.of(13)).build(),
                intent(wallet, creator)
                        .state(IntentState.APPROVED)
                        .amount(Wei.of(14))
                        .build(),
                intent(wallet, creator)
                        .state(IntentState.FAILED)
                        .amount(Wei.of(600))
                        .build(),
                intent(wallet, creator).amount(Wei.of(15)).build()));

        assertThat(new MongoBooks(mongo).of(wallet))
                .isEqualTo(new Book(
                        Wei.of(1000 + 200 + 30 + 70),
                        Wei.of(11 + 12 + 30 + 4 + 2),
                        Wei.of(14),
                        Wei.of(13),
                        Wei.of(15)));
        assertThat(new MongoBooks(mongo).of(address()))
                .isEqualTo(new Book(Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO));
    }

    @Test
    void aStatementTellsEveryMovementNewestFirst() {
        Address wallet = address();
        mint(wallet, Wei.of(1000), NOON);
        Intent gift =
                intent(wallet, creator).gift().about("v9").amount(Wei.of(10)).build();
        Intent clap = intent(wallet, creator).amount(Wei.of(20)).build();
        intents.insertAll(
                List.of(gift, clap, intent(wallet, creator).amount(Wei.of(99)).build()));
        intents.apply(List.of(
                new IntentChange.Submitted(gift.id(), word(), NOON.plusSeconds(10)),
                new IntentChange.Submitted(clap.id(), word(), NOON.plusSeconds(20)),
                new IntentChange.Rejected(clap.id(), word(), "sanctioned", NOON.plusSeconds(30))));
        withdraw(wallet, 0, Wei.of(5), true);
        new MongoPayouts(mongo).insertAll(List.of(payout(wallet, Wei.of(7), NOON.plusSeconds(50))));
        new MongoTransfers(mongo).insertAll(List.of(transfer(wallet, creator, Wei.of(8), 3)));

        List<StatementEntry> entries = statement(wallet, Optional.empty(), 100);

        assertThat(entries)
                .extracting(StatementEntry::kind)
                .containsExactly(
                        Kind.TRANSFER_OUT,
                        Kind.PAYOUT,
                        Kind.WITHDRAWAL_RETURNED,
                        Kind.WITHDRAWAL,
                        Kind.CLAP_RETURNED,
                        Kind.CLAP,
                        Kind.GIFT,
                        Kind.PAYMENT);
        StatementEntry given = entries.get(6);
        assertThat(given.amount()).isEqualTo(Wei.of(10));
        assertThat(given.token()).isEqualTo(Token.TK);
        assertThat(given.note()).isEqualTo("v9");
        assertThat(given.counterparty()).contains(creator);
        assertThat(given.reference()).isEqualTo(gift.id().toString());
        assertThat(entries.get(4).note()).isEqualTo("sanctioned");
        assertThat(new MongoStatements(mongo)
                        .of(wallet, NOON.plusSeconds(10), NOON.plusSeconds(20), Optional.empty(), 10))
                .containsExactly(given);
    }

    /** A re-organisation of the chain has refused what it took, and taken what it refused or gave back. */
    @Test
    void aStatementTellsWhatIsTrueAfterACorrection() {
        Address wallet = address();
        Intent refused = intent(wallet, creator).gift().build();
        Intent taken = intent(wallet, creator).gift().build();
        Intent kept = intent(wallet, creator).gift().build();
        Intent released = intent(wallet, creator).gift().build();
        intents.insertAll(List.of(refused, taken, kept, released));
        intents.apply(List.of(
                new IntentChange.Submitted(refused.id(), word(), NOON),
                new IntentChange.Failed(taken.id(), "InsufficientBalance", NOON),
                new IntentChange.Submitted(kept.id(), word(), NOON),
                new IntentChange.Cancelled(kept.id(), word(), NOON),
                new IntentChange.Submitted(released.id(), word(), NOON),
                new IntentChange.Approved(released.id(), word(), NOON)));
        Instant then = NOON.plusSeconds(60);
        int changed = intents.apply(List.of(
                new IntentChange.Corrected(refused.id(), IntentState.SUBMITTED, IntentState.FAILED, "undone", then),
                new IntentChange.Corrected(taken.id(), IntentState.FAILED, IntentState.SETTLED, "", then),
                new IntentChange.Corrected(kept.id(), IntentState.CANCELLED, IntentState.SETTLED, "", then),
                new IntentChange.Corrected(released.id(), IntentState.APPROVED, IntentState.CANCELLED, "", then),
                // somebody else was quicker
                new IntentChange.Corrected(released.id(), IntentState.APPROVED, IntentState.FAILED, "", then)));
        assertThat(changed).isEqualTo(4);
        assertThat(statement(wallet, Optional.empty(), 100))
                .extracting(StatementEntry::reference, StatementEntry::kind)
                .containsExactlyInAnyOrder(
                        tuple(taken.id().toString(), Kind.GIFT),
                        tuple(kept.id().toString(), Kind.GIFT),
                        tuple(released.id().toString(), Kind.GIFT),
                        tuple(released.id().toString(), Kind.GIFT_RETURNED));
    }

    @Test
    void aStatementsPagesJoinWithoutGapOrRepetitionAlsoWithinOneMoment() {
        Address wallet = address();
        List<IntentChange> taken = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            Intent gift = intent(wallet, creator).gift().build();
            intents.insertAll(List.of(gift));
            taken.add(new IntentChange.Submitted(gift.id(), word(), NOON.plusSeconds(i < 9 ? 1 : 2)));
        }
        intents.apply(taken);
        for (int i = 0; i < 4; i++) {
            mint(wallet, Wei.of(1), NOON.plusSeconds(1));
            new MongoPayouts(mongo).insertAll(List.of(payout(wallet, Wei.of(1), NOON.plusSeconds(1))));
        }
        List<StatementEntry> whole = statement(wallet, Optional.empty(), 1000);
        assertThat(whole).hasSize(21);
        for (int size : new int[] {1, 2, 5, 20}) {
            List<StatementEntry> joined = new ArrayList<>();
            Optional<Cursor> cursor = Optional.empty();
            for (List<StatementEntry> page = statement(wallet, cursor, size);
                    !page.isEmpty();
                    page = statement(wallet, cursor, size)) {
                joined.addAll(page);
                cursor = Optional.of(Cursor.after(page.getLast()));
            }
            assertThat(joined).isEqualTo(whole);
        }
    }

    private static List<StatementEntry> statement(Address wallet, Optional<Cursor> after, int limit) {
        return new MongoStatements(mongo).of(wallet, NOON.minusSeconds(99), NOON.plusSeconds(9999), after, limit);
    }

    private static void mint(Address wallet, Wei amount, Instant at) {
        MongoPayments payments = new MongoPayments(mongo);
        Payment payment = payment(wallet, amount);
        payments.insert(payment);
        payments.move(payment.id(), PaymentState.PAID, "", at);
        payments.move(payment.id(), PaymentState.CLEARED, "", at);
        payments.markMinted(payment.id(), word(), at);
    }

    private static void withdraw(Address owner, long sequence, Wei amount, boolean returned) {
        MongoWithdrawals withdrawals = new MongoWithdrawals(mongo);
        WithdrawalId id = new WithdrawalId(word());
        withdrawals.insert(new Withdrawal(
                id,
                new AccountId(Samples.uuid()),
                owner,
                sequence,
                amount,
                "bank",
                new byte[0],
                WithdrawalState.REQUESTED,
                "",
                Optional.empty(),
                Optional.empty(),
                NOON,
                NOON));
        withdrawals.move(id, WithdrawalState.CLEARED, "", NOON);
        withdrawals.markBurned(id, word(), NOON.plusSeconds(40));
        if (returned) {
            withdrawals.move(id, WithdrawalState.RETURNING, "closed", NOON.plusSeconds(41));
            withdrawals.markReturned(id, word(), NOON.plusSeconds(42));
        }
    }

    private static Payment payment(Address wallet, Wei amount) {
        return new Payment(
                new PaymentId(Samples.uuid()),
                new AccountId(Samples.uuid()),
                wallet,
                amount,
                "sandbox",
                Samples.uuid().toString(),
                "http://pay.example",
                PaymentState.OPENED,
                "",
                Optional.empty(),
                NOON,
                NOON);
    }

    private static Payout payout(Address creator, Wei paid, Instant at) {
        return new Payout(creator, new BatchId(Samples.uuid()), 1, Wei.ZERO, paid, paid, word(), 7, at);
    }

    private static Transfer transfer(Address from, Address to, Wei amount, long block) {
        return new Transfer(Token.TK, from, to, amount, block, word(), 0, NOON.plusSeconds(60));
    }
}
