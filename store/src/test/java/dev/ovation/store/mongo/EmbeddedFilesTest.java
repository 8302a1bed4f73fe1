package dev.ovation.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import dev.ovation.store.embedded.IndexedBackend;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded server has written it reads again, and also what it wrote before its documents were BSON. */
class EmbeddedFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyKindOfValueComesBackFromTheFile() {
        Document all = new Document("_id", "all")
                .append("text", "Ärger mit \u0000 und 🎬")
                .append("int", 7)
                .append("long", 1L << 40)
                .append("double", 0.5)
                .append("decimal", new Decimal128(new BigDecimal("79228162514264337593543950335")))
                .append("yes", true)
                .append("nothing", null)
                .append("at", new Date(1_767_225_600_123L))
                .append("bytes", new Binary(new byte[] {0, -1, 127}))
                .append("object", new ObjectId())
                .append("list", List.of("a", 2, new Document("deep", List.of())))
                .append("nested", new Document("a", new Document()));
        on(ours(), collection -> collection.insertOne(all));
        on(ours(), collection -> assertThat(collection.find().first()).isEqualTo(all));
    }

    @Test
    void aFileOfTheServerAsItComesIsReadOn() {
        on(new H2Backend(file()), collection -> {
            collection.createIndex(new Document("key", 1), new IndexOptions().unique(true));
            for (int i = 0; i < 50; i++) {
                collection.insertOne(document(i));
            }
        });
        on(ours(), collection -> {
            assertThat(collection.find().sort(new Document("n", 1)).into(new ArrayList<>()))
                    .hasSize(50)
                    .startsWith(document(0), document(1));
            assertThat(collection
                            .updateOne(new Document("_id", "d7"), Bson.set(new Document("n", 70)))
                            .getModifiedCount())
                    .isEqualTo(1);
            assertThatThrownBy(() -> collection.insertOne(document(90).append("key", "k8")))
                    .isInstanceOf(MongoWriteException.class);
            assertThatThrownBy(() -> collection.insertOne(document(8).append("key", "k90")))
                    .isInstanceOf(MongoWriteException.class);
        });
        on(ours(), collection -> {
            assertThat(collection.find(new Document("key", "k7")).first())
                    .isEqualTo(document(7).append("n", 70));
            assertThat(collection.countDocuments()).isEqualTo(50);
        });
    }

    private static Document document(int i) {
        return new Document("_id", "d" + i)
                .append("key", "k" + i)
                .append("n", i)
                .append("list", List.of("a", i));
    }

    private interface Use {
        void of(MongoCollection<Document> collection);
    }

    private static void on(MongoBackend backend, Use use) {
        MongoServer server = new MongoServer(backend);
        try (MongoClient client = MongoClients.create(server.bindAndGetConnectionString())) {
            use.of(client.getDatabase("files").getCollection("things"));
        } finally {
            server.shutdown();
        }
    }

    private MongoBackend ours() {
        return new IndexedBackend(file());
    }

    private String file() {
        return folder.resolve("mongo.mv").toString();
    }
}
