package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.work.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency keys: the same key of the same account gets the same answer, and another body under it none.
 *
 * <p>A request that dies on its way leaves its key in progress; after {@code patience}, by the timestamp in the
 * document, whoever asks again takes it over, under the same operation id, so that what the first attempt made durable
 * under that id is found again instead of made twice. Answers are kept for {@code retention}. Safe to share between
 * threads.
 */
public final class MongoIdempotency {

    /**
     * The right to answer for a key.
     *
     * @param operation names what is to be done; stays the same when another request takes over
     */
    public record Claim(String key, UUID operation, long attempt) {}

    /** An answer as it was given. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** What is known of a key. */
    public sealed interface Begun {
        /** Nobody is at it: do it, then call {@link #complete} or {@link #abandon}. */
        record New(Claim claim) implements Begun {}

        /** A request with this key is being answered. */
        record InProgress() implements Begun {}

        /** It was answered before. */
        record Replay(Answer answer) implements Begun {}

        /** The key was used with another body. */
        record Mismatch() implements Begun {}
    }

    private final Mongo mongo;
    private final MongoCollection<Document> keys;
    private final Ids ids;
    private final Clock clock;
    private final Duration patience;
    private final Duration retention;

    /**
     * @param patience how long a request may be at it before another one takes over; longer than any healthy one takes
     * @param retention how long a key is remembered
     */
    public MongoIdempotency(Mongo mongo, Ids ids, Clock clock, Duration patience, Duration retention) {
        this.mongo = mongo;
        this.keys = mongo.collection(Schema.IDEMPOTENCY);
        this.ids = ids;
        this.clock = clock;
        this.patience = patience;
        this.retention = retention;
    }

    /**
     * @param account whose key it is
     * @param bodyHash of method, path and body
     */
    public Begun begin(String account, String key, Bytes32 bodyHash) {
        String id = account + ":" + key;
        Instant now = clock.instant();
        UUID operation = ids.next();
        boolean inserted = mongo.unlessDuplicate(() ->
                keys.insertOne(fresh(bodyHash, operation, now).append("_id", id).append("attempt", 1L)));
        if (inserted) {
            return new Begun.New(new Claim(id, operation, 1));
        }
        Document document = mongo.call(() -> keys.find(new Document("_id", id)).first());
        if (document == null) {
            // Its time was over in between: the client asks again.
            return new Begun.InProgress();
        }
        return known(id, new Row(document), bodyHash, now);
    }

    /** Keeps the answer; false if another request has taken the key over, whose answer counts then. */
    public boolean complete(Claim claim, Answer answer) {
        Document answered = new Document("done", true)
                .append("status", answer.status())
                .append("headers", new Document(new LinkedHashMap<>(answer.headers())))
                .append("body", new Binary(answer.body()));
        return mongo.call(() -> keys.updateOne(held(claim), Bson.set(answered))).getModifiedCount() == 1;
    }

    /**
     * Frees the key for whoever asks again. The operation stays the same: that a request failed does not mean that it
     * had no effect.
     */
    public void abandon(Claim claim) {
        mongo.call(() -> keys.updateOne(held(claim), Bson.set(new Document("startedAt", Bson.date(Instant.EPOCH)))));
    }

    private Begun known(String id, Row row, Bytes32 bodyHash, Instant now) {
        if (!row.instant("keepUntil").isAfter(now)) {
            UUID operation = ids.next();
            return takeOver(id, row, fresh(bodyHash, operation, now), operation);
        }
        if (!row.word("bodyHash").equals(bodyHash)) {
            return new Begun.Mismatch();
        }
        if (row.flag("done")) {
            return new Begun.Replay(answer(row));
        }
        if (row.instant("startedAt").plus(patience).isAfter(now)) {
            return new Begun.InProgress();
        }
        UUID operation = row.uuid("operation");
        return takeOver(id, row, fresh(bodyHash, operation, now), operation);
    }

    /** Of several that take over at once the one whose update still finds the old attempt wins. */
    private Begun takeOver(String id, Row old, Document fields, UUID operation) {
        long attempt = old.number("attempt");
        @Nullable
        Document taken = mongo.call(() -> keys.findOneAndUpdate(
                new Document("_id", id).append("attempt", attempt).append("done", old.flag("done")),
                Bson.set(fields.append("attempt", attempt + 1)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        return taken == null ? new Begun.InProgress() : new Begun.New(new Claim(id, operation, attempt + 1));
    }

    private Document fresh(Bytes32 bodyHash, UUID operation, Instant now) {
        return new Document("bodyHash", bodyHash.toString())
                .append("operation", operation.toString())
                .append("done", false)
                .append("startedAt", Bson.date(now))
                .append("keepUntil", Bson.date(now.plus(retention)));
    }

    private static Document held(Claim claim) {
        return new Document("_id", claim.key())
                .append("operation", claim.operation().toString())
                .append("attempt", claim.attempt())
                .append("done", false);
    }

    private static Answer answer(Row row) {
        Map<String, String> headers = new LinkedHashMap<>();
        row.nested("headers").document().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        return new Answer(Math.toIntExact(row.number("status")), headers, row.bytes("body"));
    }
}
