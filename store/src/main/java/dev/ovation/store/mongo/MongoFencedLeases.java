package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;

/**
 * Leases with fencing tokens: each acquisition of a name gets a token higher than all before, and what is written
 * under a lower one can be turned away by whoever keeps the token beside its data.
 *
 * <p>A lease ends by the servers' clocks, which may differ; the token, not the clock, is what makes two holders
 * harmless. Leases are never deleted, so that tokens never start again.
 */
public final class MongoFencedLeases {

    /**
     * @param token higher than that of every earlier holder of the name
     */
    public record Held(String name, String holder, long token, Instant expiresAt) {}

    private final Mongo mongo;
    private final MongoCollection<Document> leases;
    private final Clock clock;

    public MongoFencedLeases(Mongo mongo, Clock clock) {
        this.mongo = mongo;
        this.leases = mongo.collection(Schema.LEASES);
        this.clock = clock;
    }

    /** Takes a lease that nobody holds or that has expired; empty if somebody holds it. */
    public Optional<Held> acquire(String name, String holder, Duration validity) {
        Instant now = clock.instant();
        Instant until = now.plus(validity);
        Document free = new Document("_id", key(name)).append("expiresAt", new Document("$lte", Bson.date(now)));
        Document take = Bson.set(new Document("holder", holder).append("expiresAt", Bson.date(until)))
                .append("$inc", new Document("fence", 1L));
        Document[] taken = new Document[1];
        // Where the lease is held the upsert meets its key and is refused.
        boolean mine = mongo.unlessDuplicate(() -> taken[0] = leases.findOneAndUpdate(
                free, take, new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
        return mine ? Optional.of(new Held(name, holder, new Row(taken[0]).number("fence"), until)) : Optional.empty();
    }

    /** Prolongs a lease under its token; empty if it has expired or was lost. */
    public Optional<Held> renew(Held held, Duration validity) {
        Instant now = clock.instant();
        Instant until = now.plus(validity);
        Document still = mine(held).append("expiresAt", new Document("$gt", Bson.date(now)));
        boolean renewed =
                mongo.call(() -> leases.updateOne(still, Bson.set(new Document("expiresAt", Bson.date(until)))))
                                .getMatchedCount()
                        == 1;
        return renewed ? Optional.of(new Held(held.name(), held.holder(), held.token(), until)) : Optional.empty();
    }

    /** Gives a lease back, if it is still this one. */
    public void release(Held held) {
        mongo.call(() -> leases.updateOne(mine(held), Bson.set(new Document("expiresAt", Bson.date(Instant.EPOCH)))));
    }

    private static Document mine(Held held) {
        return new Document("_id", key(held.name())).append("fence", held.token());
    }

    private static String key(String name) {
        return "lease:" + name;
    }
}
