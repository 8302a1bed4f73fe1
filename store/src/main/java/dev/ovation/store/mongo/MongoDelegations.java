package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.work.CoalescedReads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Standing authorizations by their hash, those of many claps in one round trip. What is revoked once stays revoked since
 * then.
 */
public final class MongoDelegations implements Delegations {

    private final Mongo mongo;
    private final MongoCollection<Document> delegations;
    private final CoalescedReads<Bytes32, Delegation> reads;

    public MongoDelegations(Mongo mongo) {
        this.mongo = mongo;
        this.delegations = mongo.collection(Schema.DELEGATIONS);
        this.reads = new CoalescedReads<>("read-delegations", this::byHashes);
    }

    @Override
    public void insert(Delegation delegation) {
        mongo.unlessDuplicate(() -> delegations.insertOne(write(delegation)));
    }

    @Override
    public Optional<Delegation> byHash(Bytes32 hash) {
        return reads.read(hash);
    }

    private Map<Bytes32, Delegation> byHashes(Set<Bytes32> hashes) {
        Document which = new Document(
                "_id", Bson.in(hashes.stream().map(Bytes32::toString).toList()));
        return mongo
                .call(() -> delegations.find(which).map(MongoDelegations::read).into(new ArrayList<>()))
                .stream()
                .collect(Collectors.toMap(
                        delegation -> delegation.authorization().hash(), Function.identity()));
    }

    @Override
    public List<Delegation> ofOwner(Address owner, Optional<Delegation> before, int limit) {
        Document filter = new Document("owner", owner.toString());
        before.ifPresent(last -> filter.append("$or", olderThan(last)));
        return mongo.call(() -> delegations
                .find(filter)
                .sort(new Document("registeredAt", -1).append("_id", -1))
                .limit(limit)
                .map(MongoDelegations::read)
                .into(new ArrayList<>()));
    }

    /** Several may be registered in the same millisecond. */
    private static List<Document> olderThan(Delegation last) {
        Date registeredAt = Bson.date(last.registeredAt());
        return List.of(
                new Document("registeredAt", new Document("$lt", registeredAt)),
                new Document("registeredAt", registeredAt)
                        .append(
                                "_id",
                                new Document("$lt", last.authorization().hash().toString())));
    }

    @Override
    public void markOnChain(Bytes32 hash) {
        mongo.call(() ->
                delegations.updateOne(new Document("_id", hash.toString()), Bson.set(new Document("onChain", true))));
    }

    @Override
    public void markRevoked(Bytes32 hash, Instant at) {
        mongo.call(() -> delegations.updateOne(
                new Document("_id", hash.toString()).append("revokedAt", Bson.date(Instant.EPOCH)), revocation(at)));
    }

    @Override
    public void markAllRevoked(Address owner, Instant at) {
        mongo.call(() -> delegations.updateMany(
                new Document("owner", owner.toString()).append("revokedAt", Bson.date(Instant.EPOCH)), revocation(at)));
    }

    private static Document revocation(Instant at) {
        return Bson.set(new Document("revokedAt", Bson.date(at)));
    }

    private static Document write(Delegation delegation) {
        return new Document("_id", delegation.authorization().hash().toString())
                .append("owner", delegation.authorization().terms().owner().toString())
                .append("authorization", AuthorizationDocument.write(delegation.authorization()))
                .append("onChain", delegation.onChain())
                .append("registeredAt", Bson.date(delegation.registeredAt()))
                .append("revokedAt", Bson.date(delegation.revokedAt()));
    }

    private static Delegation read(Document document) {
        Row row = new Row(document);
        return new Delegation(
                AuthorizationDocument.read(row.address("owner"), row.nested("authorization")),
                row.flag("onChain"),
                row.instant("registeredAt"),
                row.instant("revokedAt"));
    }
}
