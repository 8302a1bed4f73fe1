package dev.ovation.store.redis;

import dev.ovation.core.refusal.Unavailable;
import java.net.URI;
import java.util.function.Function;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The connections to one Redis, shared by everything here and by all threads. Opening it does not need a server that
 * answers.
 */
public final class Redis implements AutoCloseable {

    private final RedisSettings settings;
    private final RedisClient client;
    private final CombinedCommands commands;

    private Redis(RedisSettings settings) {
        this.settings = settings;
        this.client = client(
                settings, settings.poolSize(), Math.toIntExact(settings.socket().toMillis()));
        this.commands = new CombinedCommands(client::pipelined);
    }

    public static Redis connect(RedisSettings settings) {
        return new Redis(settings);
    }

    /**
     * One round trip.
     *
     * @throws Unavailable if Redis does not answer
     */
    public void ping() {
        call(RedisClient::ping);
    }

    @Override
    public void close() {
        client.close();
    }

    /** A client of its own with one connection that may wait for ever, for listening. */
    RedisClient listener() {
        return client(settings, 1, 0);
    }

    String key(String name) {
        return settings.prefix() + name;
    }

    /** Runs one command, in one round trip with all those that other threads give at this moment. */
    <T> T together(Function<AbstractPipeline, Response<T>> command) {
        return call(_ -> commands.run(command));
    }

    /** Runs commands, and tells "does not answer" apart from everything else. */
    <T> T call(Function<RedisClient, T> commands) {
        try {
            return commands.apply(client);
        } catch (JedisException e) {
            if (isUnreachable(e)) {
                throw new Unavailable("redis", e);
            }
            throw e;
        }
    }

    /** Besides a lost connection: a pool with no connection left, and a server that refuses to work for now. */
    private static boolean isUnreachable(JedisException e) {
        if (e instanceof JedisConnectionException || e instanceof JedisBusyException) {
            return true;
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof JedisDataException) {
            return message.startsWith("LOADING")
                    || message.startsWith("READONLY")
                    || message.startsWith("MASTERDOWN")
                    || message.startsWith("OOM")
                    || message.startsWith("MISCONF");
        }
        return message.startsWith("Could not get a resource");
    }

    private static RedisClient client(RedisSettings settings, int connections, int socketMillis) {
        URI uri = URI.create(settings.uri());
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(settings.connect());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(Math.toIntExact(settings.connect().toMillis()))
                .socketTimeoutMillis(socketMillis)
                .database(JedisURIHelper.getDBIndex(uri))
                .ssl(JedisURIHelper.isRedisSSLScheme(uri))
                .clientName("ovation");
        String user = JedisURIHelper.getUser(uri);
        String password = JedisURIHelper.getPassword(uri);
        if (user != null && !user.isEmpty()) {
            config.user(user);
        }
        if (password != null && !password.isEmpty()) {
            config.password(password);
        }
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }
}
