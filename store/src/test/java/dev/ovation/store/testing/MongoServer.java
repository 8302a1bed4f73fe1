package dev.ovation.store.testing;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.ovation.store.embedded.IndexedBackend;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.mongo.MongoSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database of one test class: in the MongoDB that {@code MONGODB_URI} names, or in an embedded server with its files
 * in a temporary folder. The database is new and is dropped at the end.
 */
public final class MongoServer implements AutoCloseable {

    private final String database = "test_" + UUID.randomUUID().toString().replace("-", "");
    private final @Nullable String external = System.getenv("MONGODB_URI");
    private final Path folder;
    private de.bwaldvogel.mongo.@Nullable MongoServer embedded;
    private String address = "";

    private MongoServer() {
        try {
            folder = Files.createTempDirectory("ovation-mongo");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MongoServer start() {
        MongoServer server = new MongoServer();
        if (server.external == null) {
            server.bind(FreePort.choose());
        }
        return server;
    }

    /** A connection string that names the database. */
    public String uri() {
        if (external == null) {
            return "mongodb://" + address + "/" + database;
        }
        int query = external.indexOf('?');
        String base = query < 0 ? external : external.substring(0, query);
        String authority = base.substring("mongodb://".length());
        int slash = authority.indexOf('/');
        String hosts = slash < 0 ? authority : authority.substring(0, slash);
        return "mongodb://" + hosts + "/" + database + (query < 0 ? "" : external.substring(query));
    }

    /** Connects, with more patience than a machine needs that stalls, and creates the indexes. */
    public Mongo connect() {
        return connect(Duration.ofSeconds(8));
    }

    /**
     * As {@link #connect()}, for tests of an outage.
     *
     * @param serverSelection after which time a server that is away counts as away
     */
    public Mongo connect(Duration serverSelection) {
        Mongo mongo = Mongo.connect(new MongoSettings(uri(), serverSelection, Duration.ofSeconds(20), 50, true));
        mongo.prepare();
        return mongo;
    }

    /** Whether the server can be stopped and started by the test. */
    public boolean isEmbedded() {
        return external == null;
    }

    /** Stops the embedded server as if its machine were lost; {@link #restart} brings it back with its data. */
    public void stop() {
        if (embedded != null) {
            // Not shutdownNow: it closes the clients one by one first, and waits for ever for one that came in between.
            embedded.shutdown();
            embedded = null;
        }
    }

    /** Starts the embedded server again at the same address, on the same files. */
    public void restart() {
        bind(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    private void bind(int port) {
        var server = new de.bwaldvogel.mongo.MongoServer(
                new IndexedBackend(folder.resolve("mongo.mv").toString()));
        server.bind(new InetSocketAddress("127.0.0.1", port));
        address = "127.0.0.1:" + server.getLocalAddress().getPort();
        embedded = server;
    }

    @Override
    public void close() {
        if (external != null) {
            try (MongoClient client = MongoClients.create(external)) {
                client.getDatabase(database).drop();
            }
        }
        stop();
        TemporaryFiles.delete(folder);
    }
}
