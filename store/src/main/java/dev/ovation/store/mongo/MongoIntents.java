package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentQuery;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.screening.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** Intents; whole batches are written and moved on in one round trip. */
public final class MongoIntents implements Intents {

    private final Mongo mongo;
    private final MongoCollection<Document> intents;
    private final SettleableBatches settleable;

    public MongoIntents(Mongo mongo) {
        this.mongo = mongo;
        this.intents = mongo.collection(Schema.INTENTS);
        this.settleable = new SettleableBatches(intents, mongo.collection(Schema.BATCHES));
    }

    @Override
    public Set<IntentId> insertAll(Collection<Intent> added) {
        if (added.isEmpty()) {
            return Set.of();
        }
        List<Document> documents = added.stream().map(IntentDocument::write).toList();
        return mongo.duplicates(() -> intents.insertMany(documents, new InsertManyOptions().ordered(false))).stream()
                .map(index -> IntentId.of(documents.get(index).getString("_id")))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Intent> byId(IntentId id) {
        return Optional.ofNullable(mongo.call(
                        () -> intents.find(new Document("_id", id.toString())).first()))
                .map(IntentDocument::read);
    }

    @Override
    public List<Intent> byIds(Collection<IntentId> ids) {
        return find(
                new Document("_id", Bson.in(ids.stream().map(IntentId::toString).toList())), new Document("_id", 1), 0);
    }

    @Override
    public List<Intent> list(IntentQuery query) {
        Document filter = new Document(
                query.asCreator() ? "creator" : "fan", query.party().toString());
        query.state().ifPresent(state -> filter.append("state", state.name()));
        query.kind().ifPresent(kind -> filter.append("kind", kind.name()));
        query.before().ifPresent(id -> filter.append("_id", new Document("$lt", id.toString())));
        return find(filter, new Document("_id", -1), query.limit());
    }

    @Override
    public List<Intent> ofBatch(BatchId batch) {
        return find(new Document("batch", batch.toString()), new Document("leg", 1), 0);
    }

    @Override
    public int apply(Collection<? extends IntentChange> changes) {
        return write(IntentUpdate.of(changes).stream().map(IntentUpdate::model).toList());
    }

    @Override
    public List<Intent> toScreen(Instant createdBefore, int limit) {
        return oldest(
                new Document("state", IntentState.SUBMITTED.name())
                        .append("verdict", IntentDocument.NO_VERDICT)
                        .append("createdAt", Bson.before(createdBefore)),
                limit);
    }

    @Override
    public List<Intent> screened(Verdict verdict, int limit) {
        return oldest(new Document("state", IntentState.SUBMITTED.name()).append("verdict", verdict.name()), limit);
    }

    @Override
    public List<Intent> stranded(Instant createdBefore, int limit) {
        // A pending intent was never screened; saying so lets the index answer in order.
        return oldest(
                new Document("state", IntentState.PENDING.name())
                        .append("verdict", IntentDocument.NO_VERDICT)
                        .append("createdAt", Bson.before(createdBefore)),
                limit);
    }

    @Override
    public List<BatchId> batchesToSettle(long submittedBefore, int limit) {
        return mongo.call(() -> settleable.find(submittedBefore, limit));
    }

    @Override
    public void place(BatchId batch, List<IntentId> legs) {
        List<UpdateOneModel<Document>> updates = new ArrayList<>(legs.size());
        for (int leg = 0; leg < legs.size(); leg++) {
            updates.add(new UpdateOneModel<>(
                    new Document("_id", legs.get(leg).toString()).append("state", IntentState.PENDING.name()),
                    Bson.set(new Document("batch", batch.toString()).append("leg", leg))));
        }
        write(updates);
    }

    private int write(List<? extends WriteModel<Document>> updates) {
        // In order: two steps of one intent given together happen one after the other.
        return updates.isEmpty()
                ? 0
                : mongo.call(() -> intents.bulkWrite(updates)).getModifiedCount();
    }

    private List<Intent> oldest(Document filter, int limit) {
        return find(filter, new Document("createdAt", 1), limit);
    }

    private List<Intent> find(Document filter, Document order, int limit) {
        return mongo.call(() -> intents.find(filter)
                .sort(order)
                .limit(limit)
                .map(IntentDocument::read)
                .into(new ArrayList<>()));
    }
}
