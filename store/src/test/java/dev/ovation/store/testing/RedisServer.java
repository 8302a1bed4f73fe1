package dev.ovation.store.testing;

import dev.ovation.store.redis.Redis;
import dev.ovation.store.redis.RedisSettings;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis of one test class, on a port of its own and with nothing on disk: the {@code redis-server} on the PATH, or
 * the one that the embedded-redis library carries.
 *
 * <p>A shell holds the server and waits on a pipe from this process: when the process ends, in whatever way, the pipe
 * closes and the shell kills the server.
 */
public final class RedisServer implements AutoCloseable {

    private static final String CARRIED =
            isArm() ? "/redis-server-6.2.7-linux-arm64" : "/redis-server-6.2.6-v5-linux-amd64";

    private final Path folder;
    private final int port;
    private @Nullable Process shell;

    private RedisServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static RedisServer start() {
        try {
            RedisServer server = new RedisServer(Files.createTempDirectory("ovation-redis"), FreePort.choose());
            server.restart();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** Connects, with more patience than a machine needs that stalls; a server that is away is noticed at once. */
    public Redis connect() {
        return Redis.connect(new RedisSettings(uri(), Duration.ofSeconds(20), Duration.ofSeconds(20), 64, "ovation:"));
    }

    /** Kills the server; what it held is lost. */
    public void stop() {
        Process running = shell;
        if (running != null) {
            try {
                running.getOutputStream().close();
                running.waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            shell = null;
        }
    }

    /** Starts the server, empty, at the same address. */
    public void restart() {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "\"$@\" & server=$!; read _; kill -9 $server; wait $server", "sh", binary()));
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
        try {
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            shell = started;
            awaitReady(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process started) throws IOException {
        BufferedReader log = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (line.contains("Ready to accept connections")) {
                drain(log);
                return;
            }
            if (line.contains("bind: Address already in use")) {
                break;
            }
        }
        started.destroy();
        throw new IllegalStateException("redis-server did not start:\n" + seen);
    }

    /** A full pipe would stop the server. */
    private static void drain(BufferedReader log) {
        Thread.ofVirtual().start(() -> {
            try {
                while (log.readLine() != null) {
                    // nobody reads it
                }
            } catch (IOException e) {
                // The server is gone.
            }
        });
    }

    private String binary() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseGet(this::carried);
    }

    private String carried() {
        Path binary = folder.resolve("redis-server");
        if (!Files.exists(binary)) {
            try (InputStream in = redis.embedded.RedisServer.class.getResourceAsStream(CARRIED)) {
                if (in == null) {
                    throw new IllegalStateException("install redis-server: none is carried for this platform");
                }
                Files.copy(in, binary);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            if (!binary.toFile().setExecutable(true)) {
                throw new IllegalStateException("can't make " + binary + " executable");
            }
        }
        return binary.toString();
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    @Override
    public void close() {
        stop();
        TemporaryFiles.delete(folder);
    }
}
