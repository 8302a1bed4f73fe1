package dev.ovation.queue;

import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Opens sockets to one Redis, and says what its failures mean. */
final class RedisDialer {

    private final RedisSettings settings;

    RedisDialer(RedisSettings settings) {
        this.settings = settings;
    }

    RedisSettings settings() {
        return settings;
    }

    /**
     * @param clientName as CLIENT LIST shows it; null for none
     * @throws RedisUnavailableException if Redis can't be reached
     * @throws RedisRefusedException if it doesn't let us in
     */
    LaneConnection dial(@Nullable String clientName) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .connectionTimeoutMillis((int) settings.connectTimeout().toMillis())
                .socketTimeoutMillis((int) settings.commandTimeout().toMillis())
                .database(settings.database())
                .ssl(settings.tls())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (settings.user() != null) {
            config.user(settings.user());
        }
        if (settings.password() != null) {
            config.password(settings.password());
        }
        if (clientName != null) {
            config.clientName(clientName);
        }
        LaneConnection connection =
                new LaneConnection(new HostAndPort(settings.host(), settings.port()), config.build());
        try {
            connection.connect();
            return connection;
        } catch (JedisException e) {
            hangUp(connection);
            throw failure(e, false);
        }
    }

    /** Closes without waiting for anything; safe from any thread, and interrupts a command that blocks there. */
    static void hangUp(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.forceDisconnect();
        } catch (java.io.IOException | JedisException e) {
            // It is gone either way.
        }
    }

    QueueException failure(JedisException cause, boolean outcomeUnknown) {
        if (cause instanceof JedisConnectionException) {
            return new RedisUnavailableException(
                    "Redis at " + settings + " can't be reached: " + cause.getMessage(), cause, outcomeUnknown);
        }
        if (cause instanceof JedisDataException && Refusal.passes(cause.getMessage())) {
            return new RedisUnavailableException(
                    "Redis at " + settings + " can't serve now: " + cause.getMessage(), cause, false);
        }
        return new RedisRefusedException("Redis refused: " + cause.getMessage(), cause);
    }
}
