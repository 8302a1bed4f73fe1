package dev.ovation.bench.queue;

import dev.ovation.standalone.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** The one Redis of a run: the installed redis-server, else the one that comes with embedded-redis. */
final class BenchRedis implements AutoCloseable {

    private final int port;
    private final Process process;
    private final Path folder;

    BenchRedis() throws IOException {
        this.folder = Files.createTempDirectory("bench-redis");
        this.port = Ports.anyFree().redis();
        this.process = new ProcessBuilder(List.of(
                        executable(folder).toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        ""))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitPong();
    }

    int port() {
        return port;
    }

    void flush() {
        try (RedisClient client = client()) {
            client.flushAll();
        }
    }

    String version() {
        return "Redis " + info("server", "redis_version");
    }

    /** What it has used since it started. */
    Duration cpu() {
        double seconds =
                Double.parseDouble(info("cpu", "used_cpu_user")) + Double.parseDouble(info("cpu", "used_cpu_sys"));
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    private String info(String section, String field) {
        try (RedisClient client = client()) {
            return client.info(section)
                    .lines()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line -> line.substring(field.length() + 1).strip())
                    .findFirst()
                    .orElseThrow();
        }
    }

    RedisClient client() {
        return RedisClient.create("127.0.0.1", port);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void awaitPong() {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try (RedisClient client = client()) {
                client.ping();
                return;
            } catch (JedisException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static Path executable(Path folder) throws IOException {
        for (String entry : System.getenv("PATH").split(":")) {
            Path candidate = Path.of(entry, "redis-server");
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        String name = System.getProperty("os.arch").contains("aarch64")
                ? "/redis-server-6.2.7-linux-arm64"
                : "/redis-server-6.2.6-v5-linux-amd64";
        Path copy = folder.resolve("redis-server");
        try (InputStream in = BenchRedis.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no redis-server on the PATH, and none comes for this machine");
            }
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!copy.toFile().setExecutable(true)) {
            throw new IllegalStateException("can't make " + copy + " executable");
        }
        return copy;
    }
}
