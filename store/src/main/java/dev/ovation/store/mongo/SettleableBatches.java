package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.IntentState;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * Finds the batches that hold approved intents and were submitted early enough.
 *
 * <p>It starts from the intents: those that are approved are at most an epoch's, whereas submitted batches are all
 * that ever were. Batch ids are time-ordered, so walking them in order is walking from the oldest.
 */
final class SettleableBatches {

    private static final int CHUNK = 500;

    private final MongoCollection<Document> intents;
    private final MongoCollection<Document> batches;

    SettleableBatches(MongoCollection<Document> intents, MongoCollection<Document> batches) {
        this.intents = intents;
        this.batches = batches;
    }

    List<BatchId> find(long submittedBefore, int limit) {
        List<Document> pipeline = List.of(
                new Document("$match", new Document("state", IntentState.APPROVED.name())),
                new Document("$group", new Document("_id", "$batch")),
                new Document("$sort", new Document("_id", 1)));
        List<BatchId> found = new ArrayList<>();
        try (MongoCursor<Document> holding =
                intents.aggregate(pipeline).batchSize(CHUNK).cursor()) {
            while (holding.hasNext() && found.size() < limit) {
                List<String> chunk = new ArrayList<>(CHUNK);
                while (holding.hasNext() && chunk.size() < CHUNK) {
                    chunk.add(holding.next().getString("_id"));
                }
                found.addAll(due(chunk, submittedBefore, limit - found.size()));
            }
        }
        return found;
    }

    private List<BatchId> due(List<String> ids, long submittedBefore, int limit) {
        return batches.find(new Document("_id", Bson.in(ids))
                        .append("state", Batch.State.SUBMITTED.name())
                        .append("submittedAt", new Document("$lt", submittedBefore)))
                .sort(new Document("submittedAt", 1).append("_id", 1))
                .limit(limit)
                .map(document -> BatchId.of(new Row(document).text("_id")))
                .into(new ArrayList<>());
    }
}
