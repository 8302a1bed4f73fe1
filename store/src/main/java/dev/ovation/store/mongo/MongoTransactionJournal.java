package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;

/**
 * A durable journal of what was signed for each account: one entry for each key, and one key for each nonce of an
 * account, both by unique keys. What an entry says beyond that is the caller's own text.
 *
 * <p>Entries carry the fencing token of the lease under which they were written. Once an account is claimed with a
 * higher token, writers with a lower one are turned away. The check and the write are not one atomic step: a writer
 * that is overtaken between the two takes its entry back and is turned away as well, so it never acts on it.
 */
public final class MongoTransactionJournal {

    /**
     * @param key unique over all accounts
     * @param payload in a form of the caller's own
     */
    public record Entry(String key, Address account, long nonce, boolean closed, long fencingToken, String payload) {}

    /** What became of a write. */
    public enum Written {
        DONE,
        /** An entry with this key is there. */
        KEY_TAKEN,
        /** Another entry of the account has this nonce. */
        NONCE_TAKEN,
        /** The account, or the entry, was claimed with a higher token. */
        FENCED_OUT
    }

    private static final String CLAIM = "claim:";

    private final Mongo mongo;
    private final MongoCollection<Document> journal;
    private final MongoCollection<Document> claims;

    public MongoTransactionJournal(Mongo mongo) {
        this.mongo = mongo;
        this.journal = mongo.collection(Schema.JOURNAL);
        this.claims = mongo.collection(Schema.LEASES);
    }

    /** Adds an entry. */
    public Written append(Entry entry) {
        if (claimedToken(entry.account()) > entry.fencingToken()) {
            return Written.FENCED_OUT;
        }
        if (!mongo.unlessDuplicate(() -> journal.insertOne(write(entry)))) {
            return find(entry.key()).isPresent() ? Written.KEY_TAKEN : Written.NONCE_TAKEN;
        }
        if (claimedToken(entry.account()) > entry.fencingToken()) {
            mongo.call(() -> journal.deleteOne(
                    new Document("_id", entry.key()).append("fencingToken", entry.fencingToken())));
            return Written.FENCED_OUT;
        }
        return Written.DONE;
    }

    /** Replaces the entry of the same key; writes it again if its first writer took it back. */
    public Written update(Entry entry) {
        Document mine = new Document("_id", entry.key()).append("fencingToken", atMost(entry.fencingToken()));
        if (mongo.unlessDuplicate(() -> journal.replaceOne(mine, write(entry), new ReplaceOptions().upsert(true)))) {
            return Written.DONE;
        }
        boolean nonceTaken = byNonce(entry.account(), entry.nonce())
                .filter(other -> !other.key().equals(entry.key()))
                .isPresent();
        return nonceTaken ? Written.NONCE_TAKEN : Written.FENCED_OUT;
    }

    /** From now on a holder of a lower token writes nothing; false if a higher one has claimed the account already. */
    public boolean claim(Address account, long fencingToken) {
        boolean claimed = mongo.unlessDuplicate(() -> claims.updateOne(
                new Document("_id", CLAIM + account).append("fence", atMost(fencingToken)),
                Bson.set(new Document("fence", fencingToken)),
                new UpdateOptions().upsert(true)));
        if (claimed) {
            mongo.call(() -> journal.updateMany(
                    new Document("account", account.toString()).append("closed", false),
                    new Document("$max", new Document("fencingToken", fencingToken))));
        }
        return claimed;
    }

    public Optional<Entry> find(String key) {
        return one(new Document("_id", key));
    }

    /** The account's entries that are not closed, by nonce. */
    public List<Entry> open(Address account) {
        return list(new Document("account", account.toString()).append("closed", false));
    }

    /** The account's entries from a nonce on, closed or not, by nonce. */
    public List<Entry> from(Address account, long nonce) {
        return list(new Document("account", account.toString()).append("nonce", new Document("$gte", nonce)));
    }

    public OptionalLong highestNonce(Address account) {
        Document last = mongo.call(() -> journal.find(new Document("account", account.toString()))
                .sort(new Document("nonce", -1))
                .first());
        return last == null ? OptionalLong.empty() : OptionalLong.of(new Row(last).number("nonce"));
    }

    private long claimedToken(Address account) {
        Document claim = mongo.call(
                () -> claims.find(new Document("_id", CLAIM + account)).first());
        return claim == null ? Long.MIN_VALUE : new Row(claim).number("fence");
    }

    private Optional<Entry> byNonce(Address account, long nonce) {
        return one(new Document("account", account.toString()).append("nonce", nonce));
    }

    private Optional<Entry> one(Document filter) {
        return Optional.ofNullable(mongo.call(() -> journal.find(filter).first()))
                .map(MongoTransactionJournal::read);
    }

    private List<Entry> list(Document filter) {
        return mongo.call(() -> journal.find(filter)
                .sort(new Document("nonce", 1))
                .map(MongoTransactionJournal::read)
                .into(new ArrayList<>()));
    }

    private static Document atMost(long token) {
        return new Document("$lte", token);
    }

    private static Document write(Entry entry) {
        return new Document("_id", entry.key())
                .append("account", entry.account().toString())
                .append("nonce", entry.nonce())
                .append("closed", entry.closed())
                .append("fencingToken", entry.fencingToken())
                .append("payload", entry.payload());
    }

    private static Entry read(Document document) {
        Row row = new Row(document);
        return new Entry(
                row.text("_id"),
                row.address("account"),
                row.number("nonce"),
                row.flag("closed"),
                row.number("fencingToken"),
                row.text("payload"));
    }
}
