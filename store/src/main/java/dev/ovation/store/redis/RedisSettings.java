package dev.ovation.store.redis;

import java.time.Duration;

/**
 * How Redis is reached.
 *
 * @param uri {@code redis://} or {@code rediss://}
 * @param connect how long to wait for a connection, or for one of the pool
 * @param socket how long to wait for one answer
 * @param poolSize connections at most, one more serves the events
 * @param prefix of every key
 */
public record RedisSettings(String uri, Duration connect, Duration socket, int poolSize, String prefix) {

    public static RedisSettings of(String uri) {
        return new RedisSettings(uri, Duration.ofSeconds(2), Duration.ofSeconds(2), 64, "ovation:");
    }

    /** Hides the credentials that a connection string may carry. */
    @Override
    public String toString() {
        return "RedisSettings[" + uri.replaceFirst("//[^@/]*@", "//***@") + ", " + prefix + "]";
    }
}
