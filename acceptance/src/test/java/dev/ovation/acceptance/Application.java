package dev.ovation.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The built application as a process, as the ovation script starts it. */
final class Application implements AutoCloseable {

    private final Process process;
    private final Path output;

    private Application(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Path root() {
        return Path.of(System.getProperty("ovation.root")).normalize();
    }

    static Application start(String mainClass, List<String> arguments, Map<String, String> environment) {
        try {
            Path app = root().resolve("standalone/target/app");
            if (!Files.isDirectory(app)) {
                throw new IllegalStateException("the application is not built: run ./ovation build");
            }
            Path output = Files.createTempFile("ovation", ".out");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dovation.root=" + root(),
                    "-cp",
                    app + "/*",
                    mainClass));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeAll(List.of("MONGODB_URI", "REDIS_URL", "RPC_URL", "OVATION_PROFILE"));
            builder.environment().putAll(environment);
            return new Application(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Application await(BooleanSupplier condition, Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || !process.isAlive() && !condition.getAsBoolean()) {
                throw new AssertionError("it did not happen; the output is:\n" + output());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(50); // polls another process
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return this;
    }

    Application awaitOutput(String text, Duration within) {
        return await(() -> output().contains(text), within);
    }

    int awaitExit(Duration within) {
        try {
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not end; the output is:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As Ctrl-C does. */
    void interrupt() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(output);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
