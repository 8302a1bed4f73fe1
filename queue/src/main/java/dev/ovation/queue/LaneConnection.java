package dev.ovation.queue;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/** Jedis's connection with its two directions apart: one thread may write while another reads. */
final class LaneConnection extends Connection {

    /** A thread that had no answer for so long is not about to have one. */
    private static final long BUSY_NANOS = 1_000_000;

    private volatile long spinNanos;
    private long lastAnswer = System.nanoTime();

    LaneConnection(HostAndPort address, JedisClientConfig config) {
        super(address, config);
    }

    /** Sends what was written; Jedis does so by itself only before it reads. */
    @Override
    public void flush() {
        super.flush();
    }

    /**
     * From now on an answer is looked for again and again for so long before the thread goes to sleep for it, where one
     * follows the other: being woken takes longer than Redis takes for a script.
     */
    void spin(long nanos) {
        spinNanos = nanos;
    }

    @Override
    protected Object protocolRead(RedisInputStream in, PushConsumerChain pushes) {
        if (spinNanos == 0) {
            return super.protocolRead(in, pushes);
        }
        long now = System.nanoTime();
        if (now - lastAnswer < BUSY_NANOS) {
            awaitByte(in, now + spinNanos);
        }
        Object answer = super.protocolRead(in, pushes);
        lastAnswer = System.nanoTime();
        return answer;
    }

    private static void awaitByte(RedisInputStream in, long until) {
        try {
            while (in.available() == 0 && System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    /** The next answer, or the error that Redis gave for it; null for Redis's nil. Sends nothing. */
    @Nullable
    Object answer() {
        try {
            return getUnflushedObject();
        } catch (JedisDataException e) {
            return e;
        }
    }
}
