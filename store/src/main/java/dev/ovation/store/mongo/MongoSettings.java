package dev.ovation.store.mongo;

import java.time.Duration;

/**
 * How MongoDB is reached.
 *
 * @param uri a connection string; the database is the one that it names, or {@code ovation}
 * @param serverSelection how long to look for a server that answers before giving up
 * @param socket how long to wait for one answer
 * @param poolSize connections at most
 * @param journal whether a write is acknowledged only once it is in the journal
 */
public record MongoSettings(String uri, Duration serverSelection, Duration socket, int poolSize, boolean journal) {

    public static MongoSettings of(String uri) {
        return new MongoSettings(uri, Duration.ofSeconds(3), Duration.ofSeconds(5), 100, true);
    }

    /** Hides the credentials that a connection string may carry. */
    @Override
    public String toString() {
        return "MongoSettings[" + uri.replaceFirst("//[^@/]*@", "//***@") + "]";
    }
}
