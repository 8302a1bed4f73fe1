package dev.ovation.bench.stack;

import de.bwaldvogel.mongo.MongoServer;
import dev.ovation.bench.Bench;
import dev.ovation.standalone.child.ChildProcess;
import dev.ovation.store.embedded.IndexedBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The embedded MongoDB-protocol server in a process of its own, so that its CPU and its collections of garbage are
 * neither the load generator's nor the server's under test.
 */
public final class MongoProcess {

    private MongoProcess() {}

    static ChildProcess start(Path data, int port) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                // It keeps all documents in memory: those of ten minutes of claps don't fit into 1 GB.
                "-Xmx4g",
                "-Dlogback.configurationFile=" + Bench.LOGGING,
                "-cp",
                System.getProperty("java.class.path"),
                MongoProcess.class.getName(),
                data.resolve("mongo.mv").toString(),
                Integer.toString(port));
        return ChildProcess.start(data, "mongo", command, Map.of());
    }

    /** {@code <file> <port>}; runs until it is killed. */
    public static void main(String... arguments) throws InterruptedException {
        MongoServer server = new MongoServer(new IndexedBackend(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.bind("127.0.0.1", Integer.parseInt(arguments[1]));
        Thread.currentThread().join();
    }
}
