package dev.ovation.standalone;

import de.bwaldvogel.mongo.MongoServer;
import dev.ovation.store.embedded.IndexedBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server of MongoDB's protocol inside this process, with its files on disk. For development only. */
final class MongoProtocolServer implements AutoCloseable {

    private final MongoServer server;
    private final int port;

    private MongoProtocolServer(MongoServer server, int port) {
        this.server = server;
        this.port = port;
    }

    static MongoProtocolServer start(Path data, int port) {
        // Helidon, which the sandbox gateway runs on, forbids deserialisation in the whole process; H2 reads its files
        // so.
        System.setProperty("helidon.serialFilter.pattern", "de.bwaldvogel.mongo.**;org.h2.**;java.**");
        try {
            Path folder = Files.createDirectories(data.resolve("mongo"));
            MongoServer server = new MongoServer(
                    new IndexedBackend(folder.resolve("ovation.mv").toString()));
            server.bind("127.0.0.1", port);
            return new MongoProtocolServer(server, port);
        } catch (IOException | RuntimeException e) {
            throw new StartFailure(
                    "The MongoDB-protocol server can't open its files under " + data
                            + "; another instance may be using them (choose another --data).",
                    e);
        }
    }

    String uri() {
        return "mongodb://127.0.0.1:" + port + "/ovation";
    }

    @Override
    public void close() {
        // Not shutdownNow: it closes the clients one by one first, and waits for ever for one that came in between.
        server.shutdown();
    }
}
