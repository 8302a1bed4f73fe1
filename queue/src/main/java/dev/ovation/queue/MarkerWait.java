package dev.ovation.queue;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Waits on a connection of its own for the queue's marker: a sorted set whose member 0 says that a job is there, and
 * whose member 1 has as its score when the next delayed job is due.
 */
final class MarkerWait {

    /** A wait that is longer risks a connection that died unnoticed. */
    private static final long LONGEST_MILLIS = 10_000;

    /** Redis before 7.0.8 takes less for no time limit at all. */
    private static final long SHORTEST_MILLIS = 2;

    private final RedisDialer dialer;
    private final QueueKeys keys;
    private final WorkerOptions options;
    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    MarkerWait(RedisDialer dialer, QueueKeys keys, WorkerOptions options) {
        this.dialer = dialer;
        this.keys = keys;
        this.options = options;
    }

    /**
     * Waits until a job is there, the next delayed one is due, or it is time to look anyway.
     *
     * @param delayedUntil when the next delayed job is due, 0 for unknown
     * @return 0 to look now, else when to look
     * @throws QueueException if Redis can't be reached; also when {@link #wakeUp} cut the wait short
     */
    long await(long delayedUntil, long now) {
        long wait = delayedUntil == 0
                ? options.drainDelay.toMillis()
                : Math.min(Math.max(delayedUntil - now, SHORTEST_MILLIS), LONGEST_MILLIS);
        try {
            Connection open = open();
            open.setSoTimeout((int) (wait + dialer.settings().commandTimeout().toMillis()));
            open.sendCommand(Protocol.Command.BZPOPMIN, keys.marker, Text.of(seconds(wait)));
            List<Object> answer = Text.list(open.getOne());
            if (answer.isEmpty()) {
                return 0;
            }
            long due = Text.number(answer.get(2));
            return delayedUntil > 0 && due > delayedUntil ? delayedUntil : due;
        } catch (JedisException e) {
            wakeUp();
            throw dialer.failure(e, false);
        }
    }

    /** Ends a wait that is going on, from another thread. */
    void wakeUp() {
        Connection open = connection;
        connection = null;
        RedisDialer.hangUp(open);
    }

    void close() {
        closed = true;
        wakeUp();
    }

    private Connection open() {
        Connection open = connection;
        if (open == null) {
            String suffix = options.name == null ? "" : ":w:" + options.name;
            open = dialer.dial(keys.clientName(suffix));
            connection = open;
            if (closed) {
                wakeUp();
                throw new QueueException("the worker is closed");
            }
        }
        return open;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%d.%03d", millis / 1_000, millis % 1_000);
    }
}
