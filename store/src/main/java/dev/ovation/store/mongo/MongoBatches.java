package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Batches; one that is there already stays as it is. */
public final class MongoBatches implements Batches {

    private final Mongo mongo;
    private final MongoCollection<Document> batches;

    public MongoBatches(Mongo mongo) {
        this.mongo = mongo;
        this.batches = mongo.collection(Schema.BATCHES);
    }

    @Override
    public void insert(Batch batch) {
        mongo.unlessDuplicate(() -> batches.insertOne(write(batch)));
    }

    @Override
    public Optional<Batch> byId(BatchId id) {
        return Optional.ofNullable(mongo.call(
                        () -> batches.find(new Document("_id", id.toString())).first()))
                .map(MongoBatches::read);
    }

    @Override
    public List<Batch> byIds(Collection<BatchId> ids) {
        return find(
                new Document("_id", Bson.in(ids.stream().map(BatchId::toString).toList())), new Document("_id", 1), 0);
    }

    @Override
    public void markSubmitted(BatchId id, Bytes32 transaction, long submittedAt) {
        move(id, Batch.State.SEALED.name(), submitted(transaction, submittedAt));
    }

    @Override
    public void correctSubmitted(BatchId id, Bytes32 transaction, long submittedAt) {
        move(
                id,
                Bson.anyOf(EnumSet.of(Batch.State.SUBMITTED, Batch.State.FAILED)),
                submitted(transaction, submittedAt));
    }

    private static Document submitted(Bytes32 transaction, long submittedAt) {
        return new Document("state", Batch.State.SUBMITTED.name())
                .append("transaction", transaction.toString())
                .append("submittedAt", submittedAt);
    }

    @Override
    public void markFailed(BatchId id) {
        move(id, Batch.State.SEALED.name(), new Document("state", Batch.State.FAILED.name()));
    }

    @Override
    public List<Batch> sealedBefore(Instant moment, int limit) {
        return find(
                new Document("state", Batch.State.SEALED.name()).append("createdAt", Bson.before(moment)),
                new Document("createdAt", 1),
                limit);
    }

    private void move(BatchId id, Object from, Document fields) {
        mongo.call(() -> batches.updateOne(new Document("_id", id.toString()).append("state", from), Bson.set(fields)));
    }

    private List<Batch> find(Document filter, Document order, int limit) {
        return mongo.call(() -> batches.find(filter)
                .sort(order)
                .limit(limit)
                .map(MongoBatches::read)
                .into(new ArrayList<>()));
    }

    private static Document write(Batch batch) {
        Document document = new Document("_id", batch.id().toString())
                .append("token", batch.token().name())
                .append("legs", batch.legs().stream().map(IntentId::toString).toList())
                .append("state", batch.state().name())
                .append("submittedAt", batch.submittedAt())
                .append("createdAt", Bson.date(batch.createdAt()));
        Bson.put(document, "transaction", batch.transaction());
        return document;
    }

    private static Batch read(Document document) {
        Row row = new Row(document);
        return new Batch(
                BatchId.of(row.text("_id")),
                row.constant("token", Token.class),
                row.texts("legs").stream().map(IntentId::of).toList(),
                row.constant("state", Batch.State.class),
                row.optionalWord("transaction"),
                row.number("submittedAt"),
                row.instant("createdAt"));
    }
}
