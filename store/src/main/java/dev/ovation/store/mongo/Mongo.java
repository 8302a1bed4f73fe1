package dev.ovation.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.ovation.core.refusal.Unavailable;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.UuidRepresentation;

/**
 * The connection to one database, shared by all repositories and threads. Opening it does not need a server that
 * answers: whoever asks while there is none gets {@link Unavailable}, and an answer again as soon as there is one.
 */
public final class Mongo implements AutoCloseable {

    private static final String DEFAULT_DATABASE = "ovation";

    private final MongoClient client;
    private final MongoDatabase database;

    private Mongo(MongoClient client, String database, boolean journal) {
        this.client = client;
        // Majority on both sides: what was read or acknowledged once is never rolled back by a change of primary.
        this.database = client.getDatabase(database)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(journal))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    public static Mongo connect(MongoSettings settings) {
        ConnectionString uri = new ConnectionString(settings.uri());
        long selection = settings.serverSelection().toMillis();
        MongoClientSettings client = MongoClientSettings.builder()
                .applyConnectionString(uri)
                .applicationName("ovation")
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(selection, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(settings.poolSize()).maxWaitTime(selection, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(Math.toIntExact(selection), TimeUnit.MILLISECONDS)
                                .readTimeout(Math.toIntExact(settings.socket().toMillis()), TimeUnit.MILLISECONDS))
                .build();
        String name = uri.getDatabase();
        return new Mongo(MongoClients.create(client), name == null ? DEFAULT_DATABASE : name, settings.journal());
    }

    /** Creates the indexes that are missing; see {@link Schema}. Harmless when repeated. */
    public void prepare() {
        call(() -> {
            Schema.create(database);
            return true;
        });
    }

    /**
     * One round trip.
     *
     * @throws Unavailable if the database does not answer
     */
    public void ping() {
        call(() -> database.runCommand(new Document("ping", 1)));
    }

    /** The database itself, for what other modules keep beside the domain's documents. */
    public MongoDatabase database() {
        return database;
    }

    @Override
    public void close() {
        client.close();
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /** Runs one operation, and tells "does not answer" apart from everything else. */
    <T> T call(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RuntimeException e) {
            if (Failures.isUnreachable(e)) {
                throw new Unavailable("mongodb", e);
            }
            throw e;
        }
    }

    /** As {@link #call}, for many inserts in any order; answers the positions of those that a unique key refused. */
    List<Integer> duplicates(Runnable inserts) {
        return call(() -> {
            try {
                inserts.run();
                return List.of();
            } catch (MongoBulkWriteException e) {
                if (Failures.isDuplicateKey(e)) {
                    return e.getWriteErrors().stream()
                            .map(BulkWriteError::getIndex)
                            .toList();
                }
                throw e;
            }
        });
    }

    /** As {@link #call}; false if a unique key refused the write. */
    boolean unlessDuplicate(Runnable write) {
        return call(() -> {
            try {
                write.run();
                return true;
            } catch (com.mongodb.MongoException e) {
                if (Failures.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
        });
    }
}
