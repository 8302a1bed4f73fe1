package dev.ovation.runtime.journal;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;

/**
 * One document per request, with its nonce and all its signed attempts: {@code transactions}. The highest token under
 * which an account was claimed: {@code transaction_accounts}. The keys in doubt: {@code transaction_doubts}. Safe to share between threads and servers.
 */
public final class MongoTransactionJournal implements TransactionJournal {

    private final MongoCollection<Document> transactions;
    private final MongoCollection<Document> accounts;
    private final MongoCollection<Document> doubts;
    private volatile boolean indexed;

    /** Asks nothing of the database yet: it may be away when a server starts. */
    public MongoTransactionJournal(MongoDatabase database) {
        this.transactions = Durable.collection(database, "transactions");
        this.accounts = Durable.collection(database, "transaction_accounts");
        this.doubts = Durable.collection(database, "transaction_doubts");
    }

    /** Before anything is written: that no nonce is used twice hangs on one of these. */
    private void index() {
        if (!indexed) {
            Durable.answered(() ->
                    transactions.createIndex(Indexes.ascending("account", "nonce"), new IndexOptions().unique(true)));
            Durable.answered(() -> transactions.createIndex(Indexes.ascending("account", "closed", "nonce")));
            indexed = true;
        }
    }

    /**
     * A claim raises the account's token first and the records' tokens then. So a record that is written between the
     * two looks at the account's token is one that the claimer finds; one written later finds the raised token here,
     * and is taken back unless the claimer has adopted it.
     */
    @Override
    public void append(JournaledTransaction tx) {
        index();
        requireClaim(tx);
        try {
            Durable.answered(() -> transactions.insertOne(JournalDocuments.of(tx)));
        } catch (MongoException e) {
            if (find(tx.key()).isPresent()) {
                throw new AlreadyJournaled(tx.key());
            }
            throw new NonceTaken(tx.account(), tx.nonce());
        }
        try {
            requireClaim(tx);
        } catch (FencedOut e) {
            Durable.answered(
                    () -> transactions.deleteOne(new Document("_id", tx.key()).append("token", tx.fencingToken())));
            throw e;
        }
    }

    private void requireClaim(JournaledTransaction tx) {
        Document claimed = Durable.answered(
                () -> accounts.find(eq("_id", tx.account().toString())).first());
        if (claimed != null && claimed.getLong("token") > tx.fencingToken()) {
            throw new FencedOut(tx.account());
        }
    }

    @Override
    public void update(JournaledTransaction tx) {
        UpdateResult result;
        try {
            result = Durable.answered(() -> transactions.replaceOne(
                    new Document("_id", tx.key()).append("token", atMost(tx.fencingToken())), JournalDocuments.of(tx)));
        } catch (MongoException e) {
            throw new NonceTaken(tx.account(), tx.nonce());
        }
        if (result.getMatchedCount() == 0) {
            if (find(tx.key()).isEmpty()) {
                throw new IllegalStateException("never journaled: " + tx.key());
            }
            throw new FencedOut(tx.account());
        }
    }

    @Override
    public Optional<JournaledTransaction> find(String key) {
        return Durable.answered(() ->
                        Optional.ofNullable(transactions.find(eq("_id", key)).first()))
                .map(JournalDocuments::read);
    }

    @Override
    public List<JournaledTransaction> open(Address account) {
        return list(new Document("account", account.toString()).append("closed", false));
    }

    @Override
    public List<JournaledTransaction> from(Address account, long nonce) {
        return list(new Document("account", account.toString()).append("nonce", new Document("$gte", nonce)));
    }

    private List<JournaledTransaction> list(Document filter) {
        return Durable.answered(() -> transactions
                .find(filter)
                .sort(ascending("nonce"))
                .map(JournalDocuments::read)
                .into(new ArrayList<>()));
    }

    @Override
    public OptionalLong highestNonce(Address account) {
        Document highest = Durable.answered(() -> transactions
                .find(eq("account", account.toString()))
                .sort(descending("nonce"))
                .limit(1)
                .first());
        return highest == null ? OptionalLong.empty() : OptionalLong.of(highest.getLong("nonce"));
    }

    @Override
    public void doubt(String key) {
        Durable.answered(
                () -> doubts.replaceOne(eq("_id", key), new Document("_id", key), new ReplaceOptions().upsert(true)));
    }

    @Override
    public void doubtOpen() {
        List<String> known = Durable.answered(
                () -> accounts.find().map(account -> account.getString("_id")).into(new ArrayList<>()));
        known.forEach(account -> open(Address.of(account)).forEach(tx -> doubt(tx.key())));
    }

    @Override
    public List<String> doubtful() {
        return Durable.answered(
                () -> doubts.find().map(document -> document.getString("_id")).into(new ArrayList<>()));
    }

    @Override
    public void resolve(String key) {
        Durable.answered(() -> doubts.deleteOne(eq("_id", key)));
    }

    private static Document atMost(long token) {
        return new Document("$lte", token);
    }

    @Override
    public void claim(Address account, long fencingToken) {
        index();
        try {
            Durable.answered(() -> accounts.updateOne(
                    new Document("_id", account.toString()).append("token", atMost(fencingToken)),
                    Updates.set("token", fencingToken),
                    new UpdateOptions().upsert(true)));
        } catch (MongoException e) {
            // The account is there, with a higher token: the filter did not find it and the insert could not be.
            throw new FencedOut(account);
        }
        Durable.answered(() -> transactions.updateMany(
                new Document("account", account.toString())
                        .append("closed", false)
                        .append("token", new Document("$lt", fencingToken)),
                Updates.set("token", fencingToken)));
    }
}
