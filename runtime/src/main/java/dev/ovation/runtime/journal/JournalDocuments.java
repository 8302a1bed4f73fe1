package dev.ovation.runtime.journal;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.TransactionBody;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;

/** Records of transactions as documents. Amounts are exact strings, times are milliseconds. */
final class JournalDocuments {

    private JournalDocuments() {}

    static Document of(JournaledTransaction tx) {
        TransactionBody body = tx.body();
        return new Document("_id", tx.key())
                .append("account", tx.account().toString())
                .append("nonce", tx.nonce())
                .append("to", body.to().map(Address::toString).orElse(""))
                .append("data", new Binary(body.data().toArray()))
                .append("value", body.value().toString())
                .append("gasLimit", body.gasLimit())
                .append(
                        "attempts",
                        tx.attempts().stream().map(JournalDocuments::of).toList())
                .append("closed", tx.closed())
                .append("taker", tx.taker().map(Bytes32::toString).orElse(""))
                .append("token", tx.fencingToken())
                .append("createdAt", Date.from(tx.createdAt()));
    }

    private static Document of(Attempt attempt) {
        return new Document("nonce", attempt.nonce())
                .append("kind", attempt.kind().name())
                .append("maxFee", attempt.fees().maxFeePerGas().toString())
                .append("priorityFee", attempt.fees().maxPriorityFeePerGas().toString())
                .append("raw", new Binary(attempt.signed().raw().toArray()))
                .append("hash", attempt.signed().hash().toString())
                .append("signedAt", Date.from(attempt.signedAt()));
    }

    static JournaledTransaction read(Document document) {
        String to = document.getString("to");
        String taker = document.getString("taker");
        return new JournaledTransaction(
                document.getString("_id"),
                Address.of(document.getString("account")),
                document.getLong("nonce"),
                new TransactionBody(
                        to.isEmpty() ? Optional.empty() : Optional.of(Address.of(to)),
                        bytes(document, "data"),
                        Wei.ofWei(document.getString("value")),
                        document.getLong("gasLimit")),
                attempts(document),
                document.getBoolean("closed"),
                taker.isEmpty() ? Optional.empty() : Optional.of(Bytes32.of(taker)),
                document.getLong("token"),
                instant(document, "createdAt"));
    }

    private static List<Attempt> attempts(Document document) {
        return document.getList("attempts", Document.class).stream()
                .map(attempt -> new Attempt(
                        attempt.getLong("nonce"),
                        Attempt.Kind.valueOf(attempt.getString("kind")),
                        new Fees(Wei.ofWei(attempt.getString("maxFee")), Wei.ofWei(attempt.getString("priorityFee"))),
                        new SignedTransaction(bytes(attempt, "raw"), Bytes32.of(attempt.getString("hash"))),
                        instant(attempt, "signedAt")))
                .toList();
    }

    private static Bytes bytes(Document document, String field) {
        return Bytes.wrap(document.get(field, Binary.class).getData());
    }

    private static Instant instant(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
