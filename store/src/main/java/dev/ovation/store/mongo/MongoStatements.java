package dev.ovation.store.mongo;

import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.statement.StatementEntry;
import dev.ovation.core.statement.StatementEntry.Kind;
import dev.ovation.core.statement.Statements;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.store.mongo.StatementSource.Key;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.bson.Document;

/** Merges an account's movements from the documents that moved them: at most one page of each is read. */
public final class MongoStatements implements Statements {

    private static final Comparator<StatementEntry> NEWEST_FIRST = Comparator.comparing(StatementEntry::at)
            .thenComparing(StatementEntry::key)
            .reversed();

    private final Mongo mongo;

    public MongoStatements(Mongo mongo) {
        this.mongo = mongo;
    }

    @Override
    public List<StatementEntry> of(Address account, Instant from, Instant until, Optional<Cursor> after, int limit) {
        return mongo.call(() -> sources(account.toString()).stream()
                .flatMap(source -> source.page(from, until, after, limit).stream())
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList());
    }

    private List<StatementSource> sources(String wallet) {
        Document returnedIntents = new Document("fan", wallet)
                .append("state", Bson.anyOf(EnumSet.of(IntentState.REJECTED, IntentState.CANCELLED)));
        Document minted = new Document("wallet", wallet).append("state", PaymentState.MINTED.name());
        Document returnedBurns = new Document("owner", wallet).append("state", WithdrawalState.RETURNED.name());
        return List.of(
                source("given", Schema.INTENTS, new Document("fan", wallet), "takenAt", MongoStatements::given),
                source("released", Schema.INTENTS, returnedIntents, "returnedAt", MongoStatements::released),
                source("paid", Schema.PAYMENTS, minted, "mintedAt", MongoStatements::paid),
                source("earned", Schema.PAYOUTS, new Document("creator", wallet), "at", MongoStatements::earned),
                source(
                        "burned",
                        Schema.WITHDRAWALS,
                        new Document("owner", wallet),
                        "burnedAt",
                        MongoStatements::burned),
                source("unburned", Schema.WITHDRAWALS, returnedBurns, "returnedAt", MongoStatements::unburned),
                source("received", Schema.TRANSFERS, new Document("to", wallet), "at", MongoStatements::received),
                source("sent", Schema.TRANSFERS, new Document("from", wallet), "at", MongoStatements::sent));
    }

    private StatementSource source(
            String name,
            String collection,
            Document filter,
            String moment,
            BiFunction<Key, Row, StatementEntry> entry) {
        return new StatementSource(name, mongo.collection(collection), filter, moment, entry);
    }

    private static StatementEntry given(Key key, Row row) {
        boolean clap = row.constant("kind", IntentKind.class) == IntentKind.CLAP;
        return intent(
                key,
                row,
                clap ? Kind.CLAP : Kind.GIFT,
                "submittedBy",
                row.optionalText("contentRef").orElse(""));
    }

    private static StatementEntry released(Key key, Row row) {
        boolean clap = row.constant("kind", IntentKind.class) == IntentKind.CLAP;
        return intent(key, row, clap ? Kind.CLAP_RETURNED : Kind.GIFT_RETURNED, "closedBy", row.text("reason"));
    }

    private static StatementEntry intent(Key key, Row row, Kind kind, String transaction, String note) {
        return new StatementEntry(
                key.text(),
                key.at(),
                kind,
                row.constant("kind", IntentKind.class).token(),
                row.money("amount"),
                row.text("_id"),
                Optional.of(row.address("creator")),
                row.optionalWord(transaction),
                note);
    }

    private static StatementEntry paid(Key key, Row row) {
        return own(key, Kind.PAYMENT, row.money("amount"), row.text("_id"), row.optionalWord("mintedBy"), "");
    }

    private static StatementEntry earned(Key key, Row row) {
        return own(key, Kind.PAYOUT, row.money("paid"), row.text("batch"), row.optionalWord("transaction"), "");
    }

    private static StatementEntry burned(Key key, Row row) {
        return own(key, Kind.WITHDRAWAL, row.money("amount"), row.text("_id"), row.optionalWord("burnedBy"), "");
    }

    private static StatementEntry unburned(Key key, Row row) {
        return own(
                key,
                Kind.WITHDRAWAL_RETURNED,
                row.money("amount"),
                row.text("_id"),
                row.optionalWord("returnedBy"),
                row.text("reason"));
    }

    private static StatementEntry own(
            Key key, Kind kind, Wei amount, String reference, Optional<Bytes32> transaction, String note) {
        return new StatementEntry(
                key.text(), key.at(), kind, Token.TK, amount, reference, Optional.empty(), transaction, note);
    }

    private static StatementEntry received(Key key, Row row) {
        return transfer(key, row, Kind.TRANSFER_IN, "from");
    }

    private static StatementEntry sent(Key key, Row row) {
        return transfer(key, row, Kind.TRANSFER_OUT, "to");
    }

    private static StatementEntry transfer(Key key, Row row, Kind kind, String counterparty) {
        return new StatementEntry(
                key.text(),
                key.at(),
                kind,
                row.constant("token", Token.class),
                row.money("amount"),
                row.text("transaction"),
                Optional.of(row.address(counterparty)),
                row.optionalWord("transaction"),
                "");
    }
}
