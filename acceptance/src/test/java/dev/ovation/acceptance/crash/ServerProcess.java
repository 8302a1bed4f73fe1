package dev.ovation.acceptance.crash;

import dev.ovation.acceptance.simulation.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A {@link MortalServer} as its test sees it. */
final class ServerProcess implements AutoCloseable {

    private static final int LAST_LINES = 200;

    private final Death death;
    private final int port;
    private final Process process;
    private final CountDownLatch readyOrDead = new CountDownLatch(1);
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread reader;
    private volatile boolean ready;
    private volatile Optional<Failpoint> diedAt = Optional.empty();

    private ServerProcess(Death death, int port, Process process) {
        this.death = death;
        this.port = port;
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().name("server-output").start(this::read);
    }

    /**
     * @param kind {@code api} or {@code jobs}
     */
    static ServerProcess start(WarmStart warm, String kind, Map<String, String> settings, Death death) {
        int port = RunningServer.freePort();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put(kind.toUpperCase(Locale.ROOT) + "_PORT", String.valueOf(port));
        environment.put(
                MortalServer.POINTS,
                death.at().stream().map(Failpoint::toString).collect(Collectors.joining(",")));
        environment.put(MortalServer.CALL, String.valueOf(death.call()));
        environment.put(MortalServer.FROM_OUTSIDE, String.valueOf(death.fromOutside()));
        ProcessBuilder builder = new ProcessBuilder(warm.java(MortalServer.class, kind)).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(death, port, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(MortalServer.READY)) {
                    ready = true;
                    readyOrDead.countDown();
                } else if (line.startsWith(MortalServer.DIES)) {
                    diedAt = Optional.of(Failpoint.parse(line.substring(MortalServer.DIES.length())));
                } else if (line.startsWith(MortalServer.NOW)) {
                    kill();
                }
                keep(line);
            }
        } catch (IOException e) {
            keep(e.toString());
        } finally {
            readyOrDead.countDown();
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > LAST_LINES) {
                lastLines.remove();
            }
        }
    }

    String output() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    int port() {
        return port;
    }

    Death death() {
        return death;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Where it died by its own hand; known once it is dead. */
    Optional<Failpoint> diedAt() {
        return diedAt;
    }

    /** Waits until it serves; false if it has died before. */
    boolean awaitReady() {
        await(readyOrDead, "ready");
        return ready;
    }

    /** Waits for its end. */
    void awaitDeath() {
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError("it lives on, to die of " + death + ":\n" + output());
            }
            reader.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (process.exitValue() != 137) {
            throw new AssertionError("it ended with " + process.exitValue() + ":\n" + output());
        }
    }

    private void await(CountDownLatch latch, String what) {
        try {
            if (!latch.await(180, TimeUnit.SECONDS)) {
                throw new AssertionError("not " + what + ":\n" + output());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** By SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Lets it end by itself, as it does only after it has filled the cache of {@link WarmStart}. */
    void end() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end:\n" + output());
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
