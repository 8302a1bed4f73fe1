package dev.ovation.runtime.journal;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.ovation.chain.account.AccountLease;
import dev.ovation.chain.account.Lease;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * One document per account in {@code account_leases}. Expiry is judged by the asking server's clock, never by a TTL
 * index; a server whose clock is wrong loses its writes to the fencing token, not to luck. Safe to share.
 */
public final class MongoAccountLease implements AccountLease {

    private final MongoCollection<Document> leases;
    private final InstantSource clock;

    public MongoAccountLease(MongoDatabase database, InstantSource clock) {
        this.leases = Durable.collection(database, "account_leases");
        this.clock = clock;
    }

    @Override
    public Optional<Lease> acquire(Address account, String holder, Duration ttl) {
        Instant now = clock.instant();
        Document free =
                new Document("_id", account.toString()).append("expiresAt", new Document("$lte", Date.from(now)));
        Bson take = Updates.combine(
                Updates.set("holder", holder),
                Updates.set("expiresAt", Date.from(now.plus(ttl))),
                Updates.inc("token", 1L));
        Optional<Lease> taken = take(free, take, false);
        if (taken.isPresent() || isKnown(account)) {
            return taken;
        }
        try {
            return take(free, take, true);
        } catch (MongoException e) {
            // Somebody was the first in this very moment.
            return Optional.empty();
        }
    }

    private boolean isKnown(Address account) {
        return Durable.answered(() ->
                        leases.find(new Document("_id", account.toString())).first())
                != null;
    }

    private Optional<Lease> take(Document filter, Bson change, boolean create) {
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions().upsert(create).returnDocument(ReturnDocument.AFTER);
        return Durable.answered(() -> Optional.ofNullable(leases.findOneAndUpdate(filter, change, options)))
                .map(MongoAccountLease::read);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        return take(
                held(lease), Updates.set("expiresAt", Date.from(clock.instant().plus(ttl))), false);
    }

    @Override
    public void release(Lease lease) {
        Durable.answered(() -> leases.updateOne(
                held(lease),
                Updates.combine(Updates.set("holder", ""), Updates.set("expiresAt", Date.from(Instant.EPOCH)))));
    }

    private static Document held(Lease lease) {
        return new Document("_id", lease.account().toString())
                .append("holder", lease.holder())
                .append("token", lease.fencingToken());
    }

    private static Lease read(Document document) {
        return new Lease(
                Address.of(document.getString("_id")),
                document.getString("holder"),
                document.getLong("token"),
                document.getDate("expiresAt").toInstant());
    }
}
