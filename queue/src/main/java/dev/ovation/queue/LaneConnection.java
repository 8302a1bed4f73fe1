package dev.ovation.queue;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisDataException;

/** Jedis's connection with its two directions apart: one thread may write while another reads. */
final class LaneConnection extends Connection {

    LaneConnection(HostAndPort address, JedisClientConfig config) {
        super(address, config);
    }

    /** Sends what was written; Jedis does so by itself only before it reads. */
    @Override
    public void flush() {
        super.flush();
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
