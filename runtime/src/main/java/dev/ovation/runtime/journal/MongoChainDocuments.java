package dev.ovation.runtime.journal;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.ovation.core.intent.BatchId;
import dev.ovation.runtime.onchain.follow.ChainDocuments;
import java.util.List;
import org.bson.Document;

/** Removes from the store's own collections. */
public final class MongoChainDocuments implements ChainDocuments {

    private final MongoCollection<Document> intents;
    private final MongoCollection<Document> batches;
    private final List<MongoCollection<Document>> movements;

    public MongoChainDocuments(MongoDatabase database) {
        this.intents = Durable.collection(database, "intents");
        this.batches = Durable.collection(database, "batches");
        this.movements = List.of(Durable.collection(database, "payouts"), Durable.collection(database, "transfers"));
    }

    @Override
    public void forgetBatch(BatchId batch) {
        Durable.answered(() -> intents.deleteMany(new Document("batch", batch.toString())));
        Durable.answered(() -> batches.deleteOne(new Document("_id", batch.toString())));
    }

    @Override
    public void forgetMovements() {
        movements.forEach(collection -> Durable.answered(() -> collection.deleteMany(new Document())));
    }
}
