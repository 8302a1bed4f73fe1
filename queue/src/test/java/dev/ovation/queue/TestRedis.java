package dev.ovation.queue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real redis-server of a test's own, on a port of its own, with its data in a folder of its own. */
final class TestRedis implements AutoCloseable {

    private static Path executable;

    private final Path folder;
    private final int port;
    private final boolean durable;
    private Process process;

    private TestRedis(boolean durable) {
        try {
            this.folder = Files.createTempDirectory("queue-redis");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        this.port = freePort();
        this.durable = durable;
    }

    /** Below those that the system gives to others meanwhile, so that nobody gets it by chance while this is down. */
    private static int freePort() {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static TestRedis start() {
        return started(new TestRedis(false));
    }

    /** One that has every write on disk before it answers. */
    static TestRedis startDurable() {
        return started(new TestRedis(true));
    }

    /** One that is not there yet. */
    static TestRedis stopped() {
        return new TestRedis(false);
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    QueueConnection connect() {
        return QueueConnection.open(RedisSettings.of(url()));
    }

    void restart() {
        kill();
        launch();
    }

    void launch() {
        try {
            List<String> command = new ArrayList<>(List.of(
                    executable().toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    folder.toString(),
                    "--save",
                    ""));
            if (durable) {
                command.addAll(List.of("--appendonly", "yes", "--appendfsync", "always"));
            }
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            Await.until("Redis accepts connections", this::accepts);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a crash or a power cut would. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It keeps its connections and does nothing, as in a machine that hangs. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestRedis started(TestRedis redis) {
        redis.launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> redis.process.destroyForcibly()));
        return redis;
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    /** An installed redis-server if there is one, else the one that comes with the embedded-redis library. */
    private static synchronized Path executable() throws IOException {
        if (executable == null) {
            executable = installed();
        }
        if (executable == null) {
            String name = System.getProperty("os.arch").contains("aarch64")
                    ? "/redis-server-6.2.7-linux-arm64"
                    : "/redis-server-6.2.6-v5-linux-amd64";
            Path copy = Files.createTempFile("redis-server", "");
            try (InputStream in = TestRedis.class.getResourceAsStream(name)) {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            copy.toFile().setExecutable(true);
            copy.toFile().deleteOnExit();
            executable = copy;
        }
        return executable;
    }

    private static Path installed() {
        for (String folder : System.getenv("PATH").split(":")) {
            Path candidate = Path.of(folder, "redis-server");
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }
}
