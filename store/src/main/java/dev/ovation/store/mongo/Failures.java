package dev.ovation.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;

/** What the driver's exceptions mean to us. */
final class Failures {

    private static final int DUPLICATE_KEY = 11000;

    private Failures() {}

    /**
     * Whether the database could not be reached or could not confirm a write. The write may have happened: every
     * caller repeats it safely, because unique keys and predecessors decide what it does the second time.
     */
    static boolean isUnreachable(RuntimeException e) {
        return switch (e) {
            case MongoSocketException _,
                    MongoTimeoutException _,
                    MongoNotPrimaryException _,
                    MongoNodeIsRecoveringException _,
                    MongoExecutionTimeoutException _,
                    MongoWriteConcernException _,
                    MongoInterruptedException _ -> true;
            case MongoBulkWriteException bulk ->
                bulk.getWriteConcernError() != null && bulk.getWriteErrors().isEmpty();
            case MongoClientException client ->
                // A handshake that breaks off in the middle of authentication is a lost server, wrong credentials are
                // not: those stop the start, and never come up later.
                client instanceof MongoServerUnavailableException
                        || client instanceof MongoConnectionPoolClearedException
                        || (client instanceof MongoSecurityException
                                && client.getCause() instanceof MongoSocketException);
            default -> false;
        };
    }

    static boolean isDuplicateKey(MongoException e) {
        if (e instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() == null
                    && bulk.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
        }
        return e.getCode() == DUPLICATE_KEY;
    }
}
