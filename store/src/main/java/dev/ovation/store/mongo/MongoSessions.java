package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.RefreshToken;
import dev.ovation.core.account.Sessions;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/**
 * Refresh tokens by their hash. A revoked family is a document of its own, so that a token which is issued in the
 * moment of the revocation is dead as well.
 */
public final class MongoSessions implements Sessions {

    private final Mongo mongo;
    private final MongoCollection<Document> tokens;
    private final MongoCollection<Document> revoked;

    public MongoSessions(Mongo mongo) {
        this.mongo = mongo;
        this.tokens = mongo.collection(Schema.REFRESH_TOKENS);
        this.revoked = mongo.collection(Schema.REVOKED_FAMILIES);
    }

    @Override
    public void insert(RefreshToken token) {
        mongo.call(() -> tokens.insertOne(new Document("_id", token.hash().toString())
                .append("family", token.family().toString())
                .append("account", token.account().toString())
                .append("used", false)
                .append("issuedAt", Bson.date(token.issuedAt()))
                .append("expiresAt", Bson.date(token.expiresAt()))));
    }

    @Override
    public Presented use(Bytes32 hash, Instant now) {
        Optional<RefreshToken> found =
                find(hash).filter(token -> token.expiresAt().isAfter(now));
        if (found.isEmpty()) {
            return new Presented.Unknown();
        }
        RefreshToken token = found.get();
        boolean mine = mongo.call(() -> tokens.updateOne(
                                new Document("_id", hash.toString()).append("used", false),
                                Bson.set(new Document("used", true)))
                        .getModifiedCount()
                == 1);
        return mine && !isRevoked(token.family()) ? new Presented.Accepted(token) : new Presented.Reused(token);
    }

    @Override
    public Optional<RefreshToken> find(Bytes32 hash) {
        return Optional.ofNullable(mongo.call(
                        () -> tokens.find(new Document("_id", hash.toString())).first()))
                .map(MongoSessions::read);
    }

    @Override
    public void revokeFamily(UUID family, Instant now) {
        // A duplicate key means that another server did the same in this moment.
        mongo.unlessDuplicate(() -> revoked.updateOne(
                new Document("_id", family.toString()),
                new Document("$setOnInsert", new Document("at", Bson.date(now))),
                new UpdateOptions().upsert(true)));
    }

    @Override
    public boolean isRevoked(UUID family) {
        return mongo.call(
                () -> revoked.find(new Document("_id", family.toString())).first() != null);
    }

    @Override
    public Set<UUID> revokedAmong(Collection<UUID> families) {
        Document filter = new Document(
                "_id", Bson.in(families.stream().map(UUID::toString).toList()));
        return mongo.call(() -> revoked.find(filter)
                .map(document -> UUID.fromString(document.getString("_id")))
                .into(new HashSet<>()));
    }

    private static RefreshToken read(Document document) {
        Row row = new Row(document);
        return new RefreshToken(
                row.word("_id"),
                row.uuid("family"),
                new AccountId(row.uuid("account")),
                row.instant("issuedAt"),
                row.instant("expiresAt"));
    }
}
