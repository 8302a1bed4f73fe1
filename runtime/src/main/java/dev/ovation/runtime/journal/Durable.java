package dev.ovation.runtime.journal;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.ovation.core.refusal.Unavailable;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * Collections whose writes survive the loss of a node, and whose reads see all of them. Filters are plain documents: one
 * wrapped in {@code $and} finds no index in some servers.
 */
final class Durable {

    private static final int DUPLICATE_KEY = 11_000;

    private Durable() {}

    static MongoCollection<Document> collection(MongoDatabase database, String name) {
        return database.getCollection(name)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadPreference(ReadPreference.primary());
    }

    /** Runs a command; what MongoDB does not answer is {@link Unavailable}, what it refuses passes through. */
    static <T> T answered(Supplier<T> command) {
        try {
            return command.get();
        } catch (MongoWriteException | MongoCommandException e) {
            if (isDuplicate(e)) {
                throw e;
            }
            throw new Unavailable("mongodb", e);
        } catch (MongoException e) {
            throw new Unavailable("mongodb", e);
        }
    }

    static boolean isDuplicate(MongoException failure) {
        return failure.getCode() == DUPLICATE_KEY
                || (failure instanceof MongoWriteException write
                        && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
