package dev.ovation.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;

/**
 * Named positions, such as how far a reader of the chain has come: a few strings each, replaced as a whole. The last
 * write wins; whoever needs one writer at a time holds a lease.
 */
public final class MongoCheckpoints {

    private final Mongo mongo;
    private final MongoCollection<Document> checkpoints;

    public MongoCheckpoints(Mongo mongo) {
        this.mongo = mongo;
        this.checkpoints = mongo.collection(Schema.CHECKPOINTS);
    }

    public void save(String name, Map<String, String> position) {
        Document document = new Document("_id", name).append("position", new Document(new TreeMap<>(position)));
        mongo.call(
                () -> checkpoints.replaceOne(new Document("_id", name), document, new ReplaceOptions().upsert(true)));
    }

    public Optional<Map<String, String>> load(String name) {
        return Optional.ofNullable(mongo.call(
                        () -> checkpoints.find(new Document("_id", name)).first()))
                .map(document -> {
                    Map<String, String> position = new TreeMap<>();
                    new Row(document)
                            .nested("position")
                            .document()
                            .forEach((key, value) -> position.put(key, String.valueOf(value)));
                    return Map.copyOf(position);
                });
    }

    public void forget(String name) {
        mongo.call(() -> checkpoints.deleteOne(new Document("_id", name)));
    }
}
