package dev.ovation.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Drives a server in a closed loop: each connection sends its next request when its last one is answered. Only answers
 * that arrive within the measured time count, and what is under way at its end is waited for. For one run.
 */
public final class HttpLoad {

    /** Told when the measured time begins and ends, on the load's own thread: to read the processes' meters. */
    public interface Watcher {
        void started();

        void ended();

        void progress(String line);
    }

    private static final int CREATED = 201;
    private static final long DRAIN_NANOS = Duration.ofSeconds(45).toNanos();
    private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long WAIT_MILLIS = 50;
    /** More than this, and more than what succeeds, is no benchmark any more. */
    private static final long HOPELESS_ERRORS = 2000;

    private final SocketAddress server;
    private final Requests requests;
    private final Watcher watcher;
    private final Histogram latency = new Histogram(Duration.ofMinutes(2).toNanos() / 1000, 3);
    private final Map<String, String> samples = new TreeMap<>();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(64 * 1024);
    private final List<Connection> connections = new ArrayList<>();
    private boolean measuring;
    private boolean sending = true;
    private boolean exhausted;
    private int underWay;
    private long accepted;
    private long errors;
    private long acceptedEver;
    private long errorsEver;

    public HttpLoad(SocketAddress server, Requests requests, Watcher watcher) {
        this.server = server;
        this.requests = requests;
        this.watcher = watcher;
    }

    /**
     * @throws IllegalStateException if next to nothing succeeds, or answers stay out
     */
    public LoadReport run(int count, Duration warmUp, Duration measured) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < count; i++) {
                connections.add(new Connection(server, selector));
            }
            for (Connection connection : List.copyOf(connections)) {
                sendNext(connection);
            }
            loopUntil(selector, System.nanoTime() + warmUp.toNanos());
            watcher.started();
            measuring = true;
            long from = System.nanoTime();
            loopUntil(selector, from + measured.toNanos());
            measuring = false;
            double seconds = (System.nanoTime() - from) / 1e9;
            watcher.ended();
            sending = false;
            drain(selector);
            for (Connection connection : connections) {
                connection.close();
            }
            return new LoadReport(accepted, errors, acceptedEver, seconds, latency, samples, exhausted);
        }
    }

    private void loopUntil(Selector selector, long deadline) throws IOException {
        long last = System.nanoTime();
        long acceptedThen = acceptedEver;
        for (long now = last; now < deadline && underWay > 0; now = System.nanoTime()) {
            step(selector);
            if (now - last > PROGRESS_NANOS) {
                watcher.progress("%s %,6.0f/s, %d under way, %d errors"
                        .formatted(
                                measuring ? "measured" : "warm-up ",
                                (acceptedEver - acceptedThen) * 1e9 / (now - last),
                                underWay,
                                errorsEver));
                last = now;
                acceptedThen = acceptedEver;
            }
        }
    }

    private void drain(Selector selector) throws IOException {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (underWay > 0) {
            step(selector);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(underWay + " requests were never answered");
            }
        }
    }

    private void step(Selector selector) throws IOException {
        selector.select(key -> handle(key, selector), WAIT_MILLIS);
    }

    private void handle(SelectionKey key, Selector selector) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable() && connection.read(shared)) {
                answered(connection);
                sendNext(connection);
            }
        } catch (IOException e) {
            lost(connection, selector, e);
        }
    }

    private void answered(Connection connection) {
        underWay--;
        if (connection.status() != CREATED) {
            failed(Integer.toString(connection.status()), connection.body());
            return;
        }
        acceptedEver++;
        if (measuring) {
            accepted++;
            latency.recordValue((System.nanoTime() - connection.sentAt()) / 1000);
        }
    }

    private void lost(Connection connection, Selector selector, IOException reason) {
        try {
            boolean wasBusy = connection.isBusy();
            connection.close();
            connections.remove(connection);
            if (wasBusy) {
                underWay--;
                failed("lost connection", String.valueOf(reason));
            }
            if (sending) {
                Connection fresh = new Connection(server, selector);
                connections.add(fresh);
                sendNext(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the server can't be reached any more", e);
        }
    }

    private void failed(String kind, String body) {
        errorsEver++;
        errors += measuring ? 1 : 0;
        samples.putIfAbsent(kind, body);
        if (errorsEver > HOPELESS_ERRORS && errorsEver > acceptedEver) {
            throw new IllegalStateException("more errors than successes: " + samples);
        }
    }

    private void sendNext(Connection connection) throws IOException {
        if (!sending) {
            return;
        }
        // Counted first: if the sending itself fails, the connection is lost with a request under way.
        underWay++;
        if (!connection.send(requests)) {
            underWay--;
            exhausted = true;
        }
    }
}
