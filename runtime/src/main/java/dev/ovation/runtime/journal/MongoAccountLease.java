package dev.ovation.runtime.journal;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.ovation.chain.account.AccountLease;
import dev.ovation.chain.account.Lease;
import dev.ovation.core.value.Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final Clock clock;

    public MongoAccountLease(MongoDatabase database, Clock clock) {
        this.leases = Durable.collection(database, "account_leases");
        this.clock = clock;
    }

    @Override
    public Optional<Lease> acquire(Address account, String holder, Duration ttl) {
        Instant now = clock.instant();
        Instant expires = now.plus(ttl);
        Bson free = and(eq("_id", account.toString()), lte("expiresAt", Date.from(now)));
        Bson take = Updates.combine(
                Updates.set("holder", holder), Updates.set("expiresAt", Date.from(expires)), Updates.inc("token", 1L));
        try {
            return Durable.answered(() -> Optional.ofNullable(leases.findOneAndUpdate(
                            free,
                            take,
                            new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER))))
                    .map(MongoAccountLease::read);
        } catch (MongoException e) {
            // Held: the filter did not find it and the insert could not be.
            return Optional.empty();
        }
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration ttl) {
        Date expires = Date.from(clock.instant().plus(ttl));
        return Durable.answered(() -> Optional.ofNullable(leases.findOneAndUpdate(
                        held(lease),
                        Updates.set("expiresAt", expires),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))))
                .map(MongoAccountLease::read);
    }

    @Override
    public void release(Lease lease) {
        Durable.answered(() -> leases.updateOne(
                held(lease),
                Updates.combine(Updates.set("holder", ""), Updates.set("expiresAt", Date.from(Instant.EPOCH)))));
    }

    private static Bson held(Lease lease) {
        return and(
                eq("_id", lease.account().toString()),
                eq("holder", lease.holder()),
                eq("token", lease.fencingToken()));
    }

    private static Lease read(Document document) {
        return new Lease(
                Address.of(document.getString("_id")),
                document.getString("holder"),
                document.getLong("token"),
                document.getDate("expiresAt").toInstant());
    }
}
