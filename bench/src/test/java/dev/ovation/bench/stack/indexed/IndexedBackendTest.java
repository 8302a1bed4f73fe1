package dev.ovation.bench.stack.indexed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexedBackendTest {

    private static final List<String> STATES = List.of("PENDING", "SUBMITTED", "APPROVED");

    @TempDir
    private Path folder;

    private void with(Consumer<MongoCollection<Document>> work) {
        MongoServer server =
                new MongoServer(new IndexedBackend(folder.resolve("files").toString()));
        try (MongoClient client = MongoClients.create("mongodb:/" + server.bind())) {
            MongoCollection<Document> collection = client.getDatabase("test").getCollection("intents");
            collection.createIndex(new Document("state", 1).append("createdAt", 1));
            collection.createIndex(new Document("batch", 1).append("leg", 1));
            collection.createIndex(
                    new Document("email", 1), new IndexOptions().unique(true).sparse(true));
            work.accept(collection);
        } finally {
            server.shutdownNow();
        }
    }

    /** What the collection finds must be what a look at every document finds. */
    private static void requireSame(MongoCollection<Document> collection, Random random) {
        List<Document> all = collection.find().into(new ArrayList<>());
        for (int i = 0; i < 20; i++) {
            String state = STATES.get(random.nextInt(STATES.size()));
            String batch = "b" + random.nextInt(6);
            String id = "id" + random.nextInt(120);
            assertThat(ids(collection, new Document("state", state).append("batch", batch)))
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(d -> state.equals(d.get("state")) && batch.equals(d.get("batch")))
                            .map(d -> d.getString("_id"))
                            .toList());
            assertThat(ids(collection, new Document("batch", new Document("$in", List.of(batch, "b0")))))
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(d -> batch.equals(d.get("batch")) || "b0".equals(d.get("batch")))
                            .map(d -> d.getString("_id"))
                            .toList());
            assertThat(ids(collection, new Document("_id", id).append("state", new Document("$ne", state))))
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(d -> id.equals(d.get("_id")) && !state.equals(d.get("state")))
                            .map(d -> d.getString("_id"))
                            .toList());
            assertThat(ids(collection, new Document("batch", null)))
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .filter(d -> d.get("batch") == null)
                            .map(d -> d.getString("_id"))
                            .toList());
        }
    }

    private static List<String> ids(MongoCollection<Document> collection, Document query) {
        return collection.find(query).map(d -> d.getString("_id")).into(new ArrayList<>());
    }

    private static void changeAtRandom(MongoCollection<Document> collection, Random random) {
        for (int i = 0; i < 300; i++) {
            String id = "id" + random.nextInt(120);
            String state = STATES.get(random.nextInt(STATES.size()));
            Document keyed = new Document("_id", id);
            switch (random.nextInt(4)) {
                case 0 -> collection.deleteOne(keyed);
                case 1 ->
                    collection.updateOne(
                            keyed.append("state", new Document("$in", STATES)),
                            new Document("$set", new Document("state", state)));
                case 2 -> collection.updateOne(keyed, new Document("$unset", new Document("batch", "")));
                default -> {
                    if (collection.countDocuments(keyed) == 0) {
                        collection.insertOne(keyed.append("state", state)
                                .append("batch", "b" + random.nextInt(6))
                                .append("leg", i));
                    }
                }
            }
        }
    }

    @Test
    void anIndexFindsWhatALookAtEveryDocumentFinds() {
        Random random = new Random(5);
        with(collection -> {
            for (int round = 0; round < 4; round++) {
                changeAtRandom(collection, random);
                requireSame(collection, random);
            }
        });
        // The indexes that live in memory are filled again from the files.
        with(collection -> requireSame(collection, random));
    }

    @Test
    void aUniqueKeyIsStillUnique() {
        with(collection -> {
            collection.insertOne(new Document("_id", "a").append("email", "x"));
            assertThatThrownBy(() -> collection.insertOne(new Document("_id", "a")))
                    .isInstanceOf(MongoWriteException.class);
            assertThatThrownBy(() -> collection.insertOne(new Document("_id", "b").append("email", "x")))
                    .isInstanceOf(MongoWriteException.class);
            collection.insertOne(new Document("_id", "c"));
        });
    }
}
