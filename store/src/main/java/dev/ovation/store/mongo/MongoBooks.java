package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Books;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalState;
import java.util.EnumSet;
import java.util.Set;
import org.bson.Document;

/**
 * Adds an account's books up from the documents. Several queries, no snapshot: whoever compares them with the chain
 * does so while nothing of the account is on its way, or looks twice.
 */
public final class MongoBooks implements Books {

    private static final Set<IntentState> TAKEN =
            EnumSet.of(IntentState.SUBMITTED, IntentState.APPROVED, IntentState.SETTLED);
    private static final Set<IntentState> PENDING = EnumSet.of(IntentState.PENDING);
    private static final Set<WithdrawalState> BURNED = EnumSet.of(
            WithdrawalState.BURNED, WithdrawalState.DONE, WithdrawalState.RETURNING, WithdrawalState.RETURNED);

    private final Mongo mongo;
    private final MongoCollection<Document> intents;
    private final MongoCollection<Document> payments;
    private final MongoCollection<Document> payouts;
    private final MongoCollection<Document> withdrawals;
    private final MongoCollection<Document> transfers;

    public MongoBooks(Mongo mongo) {
        this.mongo = mongo;
        this.intents = mongo.collection(Schema.INTENTS);
        this.payments = mongo.collection(Schema.PAYMENTS);
        this.payouts = mongo.collection(Schema.PAYOUTS);
        this.withdrawals = mongo.collection(Schema.WITHDRAWALS);
        this.transfers = mongo.collection(Schema.TRANSFERS);
    }

    @Override
    public Book of(Address account) {
        String wallet = account.toString();
        return mongo.call(() -> {
            IntentSums given = IntentSums.of(intents, new Document("fan", wallet));
            Wei minted = Sums.of(
                    payments, new Document("wallet", wallet).append("state", PaymentState.MINTED.name()), "amount");
            Wei paidOut = Sums.of(payouts, new Document("creator", wallet), "paid");
            Wei burned = withdrawn(wallet, BURNED);
            Wei returned = withdrawn(wallet, EnumSet.of(WithdrawalState.RETURNED));
            Wei received = transferred("to", wallet);
            Wei sent = transferred("from", wallet);
            return new Book(
                    minted.plus(paidOut).plus(returned).plus(received),
                    given.amount(IntentKind.GIFT, TAKEN).plus(burned).plus(sent),
                    given.amount(IntentKind.CLAP, TAKEN),
                    given.amount(IntentKind.GIFT, PENDING),
                    given.amount(IntentKind.CLAP, PENDING));
        });
    }

    private Wei withdrawn(String owner, Set<WithdrawalState> states) {
        return Sums.of(withdrawals, new Document("owner", owner).append("state", Bson.anyOf(states)), "amount");
    }

    private Wei transferred(String side, String wallet) {
        return Sums.of(transfers, new Document(side, wallet).append("token", Token.TK.name()), "amount");
    }
}
