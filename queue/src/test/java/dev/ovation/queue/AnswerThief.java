package dev.ovation.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A network between a worker and Redis that, once it is told to, loses the answer to one script, and the connection. */
final class AnswerThief implements AutoCloseable {

    private final ServerSocket door;
    private final int redisPort;
    private final AtomicReference<@Nullable String> wanted = new AtomicReference<>();

    AnswerThief(TestRedis redis) {
        try {
            this.redisPort = redis.port();
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::letIn);
    }

    QueueConnection connect() {
        return QueueConnection.open("redis://127.0.0.1:" + door.getLocalPort());
    }

    void stealTheAnswerTo(Script script) {
        wanted.set(Text.string(script.sha1()));
    }

    boolean hasStolen() {
        return wanted.get() == null;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
                AtomicBoolean steals = new AtomicBoolean();
                Thread.ofVirtual().start(() -> carry(client, redis, steals, true));
                Thread.ofVirtual().start(() -> carry(redis, client, steals, false));
            } catch (IOException e) {
                // The door was closed, or Redis is.
            }
        }
    }

    private void carry(Socket from, Socket to, AtomicBoolean steals, boolean questions) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                String script = wanted.get();
                if (questions
                        && script != null
                        && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains(script)
                        && wanted.compareAndSet(script, null)) {
                    steals.set(true);
                } else if (!questions && steals.get()) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has hung up, and so does the other.
        }
    }
}
