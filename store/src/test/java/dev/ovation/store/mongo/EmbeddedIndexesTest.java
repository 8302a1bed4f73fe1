package dev.ovation.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import dev.ovation.store.testing.MongoServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Our indexes of the embedded server answer what a server without any answers, also after it was opened again. */
class EmbeddedIndexesTest {

    @Test
    void aCollectionWithIndexesAnswersLikeOneWithout() {
        try (MongoServer server = MongoServer.start()) {
            assumeTrue(server.isEmbedded(), "an external server brings its own");
            try (Mongo mongo = server.connect()) {
                MongoCollection<Document> with = mongo.collection("with");
                MongoCollection<Document> without = mongo.collection("without");
                with.createIndex(new Document("name", 1).append("_id", -1));
                with.createIndex(
                        new Document("key", 1), new IndexOptions().unique(true).sparse(true));
                Random random = new Random(7);
                for (int i = 0; i < 300; i++) {
                    change(random, with, without, i);
                }
                assertSame(with, without);
                server.stop();
                server.restart();
                assertSame(with, without);
                for (int i = 300; i < 400; i++) {
                    change(random, with, without, i);
                }
                assertSame(with, without);
            }
        }
    }

    private static void change(
            Random random, MongoCollection<Document> with, MongoCollection<Document> without, int i) {
        Document one = new Document("_id", "d" + random.nextInt(40));
        Document named = new Document("name", "n" + random.nextInt(5)).append("even", i % 2 == 0);
        for (MongoCollection<Document> collection : List.of(with, without)) {
            switch (i % 4) {
                case 0 ->
                    collection.insertOne(new Document("_id", "i" + i)
                            .append("name", named.get("name"))
                            .append("even", i % 2 == 0)
                            .append("key", "k" + i));
                case 1 -> collection.updateMany(named, Bson.set(new Document("name", "n" + i % 5)));
                case 2 ->
                    collection.updateOne(
                            new Document("_id", "i" + (i - 2)).append("name", named.get("name")),
                            Bson.set(new Document("name", "n" + i % 3).append("key", "x" + i)));
                default -> collection.deleteOne(new Document(one).append("name", named.get("name")));
            }
            collection.deleteOne(new Document("_id", "i" + (i - 40)));
        }
    }

    private static void assertSame(MongoCollection<Document> with, MongoCollection<Document> without) {
        List<Document> queries = List.of(
                new Document(),
                new Document("name", "n1"),
                new Document("name", "n2").append("even", true),
                new Document("name", Bson.in(List.of("n0", "n3", "n3"))),
                new Document("name", "none"),
                new Document("key", "k300"),
                new Document("key", Bson.in(List.of("k280", "k300", "k396"))).append("even", true));
        for (Document query : queries) {
            assertThat(all(with, query)).as(query.toJson()).isEqualTo(all(without, query));
        }
    }

    private static List<Document> all(MongoCollection<Document> collection, Document query) {
        return collection.find(query).sort(new Document("_id", 1)).into(new ArrayList<>());
    }
}
