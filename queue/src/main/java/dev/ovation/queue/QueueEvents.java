package dev.ovation.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;

/**
 * Follows what happens in a queue, whichever program does it, in order and without a gap: events that come while Redis
 * is away or this program is down are told later, as long as the queue's stream (10,000 events by default) still has
 * them. An event is told again after a crash if its position wasn't kept, so listeners must be idempotent.
 */
public final class QueueEvents implements AutoCloseable {

    /** Before anything that the stream still has. */
    public static final String OLDEST = "0-0";

    private static final Logger LOG = LoggerFactory.getLogger(QueueEvents.class);
    private static final long BLOCK_MILLIS = 10_000;
    private static final byte[] PORTION = Text.of(500);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final RedisDialer dialer;
    private final QueueKeys keys;
    private final OutageLog outages;
    private final Consumer<QueueEvent> listener;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile @Nullable String position;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;
    private @Nullable Thread reader;

    /** From now on. */
    public QueueEvents(QueueConnection connection, String queue, Consumer<QueueEvent> listener) {
        this(connection, QueueOptions.defaults().prefix(), queue, null, listener);
    }

    /**
     * @param after the position of the last event that was dealt with, {@link #OLDEST} for all there are, or null for
     *     what happens from now on
     * @param listener called on one thread, one event after the other; what it throws is logged and forgotten
     */
    public QueueEvents(
            QueueConnection connection,
            String prefix,
            String queue,
            @Nullable String after,
            Consumer<QueueEvent> listener) {
        this.dialer = connection.dialer();
        this.keys = new QueueKeys(prefix, queue);
        this.outages = new OutageLog(LOG, "Events of queue " + queue);
        this.position = after;
        this.listener = listener;
    }

    /**
     * Starts to follow. Doesn't wait for Redis; where it is away, "from now on" means from when it is back.
     *
     * @throws IllegalStateException if it was started before
     */
    public QueueEvents start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("events are followed once");
        }
        reader = Thread.ofVirtual().name("queue-" + keys.name + "-events").start(this::follow);
        return this;
    }

    /** That of the last event told; null while none was and none was asked for. */
    public @Nullable String position() {
        return position;
    }

    /** Returns when no further event will be told. */
    @Override
    public void close() {
        closed = true;
        RedisDialer.hangUp(connection);
        Thread running = reader;
        if (running != null && running != Thread.currentThread()) {
            LockSupport.unpark(running);
            try {
                running.join(dialer.settings().connectTimeout().plus(RETRY));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void follow() {
        while (!closed) {
            try (Connection open = dialer.dial(keys.clientName(":qe"))) {
                connection = open;
                while (!closed) {
                    readFrom(open);
                    outages.answered();
                }
            } catch (Throwable e) {
                // Whatever it was, nobody would start this thread again.
                if (!closed) {
                    outages.failed(e);
                    LockSupport.parkNanos(RETRY.toNanos());
                }
            }
        }
    }

    private void readFrom(Connection open) {
        String from = position;
        if (from == null) {
            from = newest(open);
            position = from;
        }
        open.setSoTimeout(
                (int) (BLOCK_MILLIS + dialer.settings().commandTimeout().toMillis()));
        open.sendCommand(
                Protocol.Command.XREAD,
                Text.of("COUNT"),
                PORTION,
                Text.of("BLOCK"),
                Text.of(BLOCK_MILLIS),
                Text.of("STREAMS"),
                keys.events,
                Text.of(from));
        for (Object stream : Text.list(open.getOne())) {
            for (Object entry : Text.list(Text.list(stream).get(1))) {
                if (closed) {
                    return;
                }
                tell(event(Text.list(entry)));
            }
        }
    }

    /** The last event there is, so that those that come before the first read aren't missed. */
    private String newest(Connection open) {
        open.sendCommand(
                Protocol.Command.XREVRANGE, keys.events, Text.of("+"), Text.of("-"), Text.of("COUNT"), Text.ONE);
        List<Object> last = Text.list(open.getOne());
        return last.isEmpty() ? OLDEST : Text.string(Text.list(last.getFirst()).getFirst());
    }

    private void tell(QueueEvent event) {
        try {
            listener.accept(event);
        } catch (Throwable e) {
            LOG.warn("A listener of queue {}'s events failed", keys.name, e);
        }
        position = event.position();
    }

    private static QueueEvent event(List<Object> entry) {
        Map<String, String> fields = new LinkedHashMap<>();
        Text.hash(entry.get(1)).forEach((name, value) -> fields.put(name, Text.string(value)));
        String name = String.valueOf(fields.remove("event"));
        QueueEvent.Kind kind = QueueEvent.Kind.of(name);
        if (kind == QueueEvent.Kind.OTHER) {
            fields.put("event", name);
        }
        return new QueueEvent(Text.string(entry.getFirst()), kind, fields.remove("jobId"), Map.copyOf(fields));
    }
}
