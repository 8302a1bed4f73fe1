package dev.ovation.store.mongo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Every collection and every index, each with the reason for it. The {@code _id} of each collection is its own key.
 *
 * <p>A unique index is a promise of the domain: it decides who wins a race. The others only make a query fast.
 */
final class Schema {

    static final String ACCOUNTS = "accounts";
    static final String REFRESH_TOKENS = "refreshTokens";
    static final String REVOKED_FAMILIES = "revokedFamilies";
    static final String DELEGATIONS = "delegations";
    static final String INTENTS = "intents";
    static final String BATCHES = "batches";
    static final String PAYMENTS = "payments";
    static final String GATEWAY_EVENTS = "gatewayEvents";
    static final String WITHDRAWALS = "withdrawals";
    static final String PAYOUTS = "payouts";
    static final String TRANSFERS = "transfers";
    static final String IDEMPOTENCY = "idempotency";
    static final String LEASES = "leases";

    private record Index(String collection, List<String> fields, Kind kind) {}

    private enum Kind {
        PLAIN,
        SPARSE,
        UNIQUE,
        /** Clears away what nobody looks at any more. Nothing is right or wrong because of it. */
        SWEPT
    }

    private static final List<Index> INDEXES = List.of(
            unique(ACCOUNTS, "email"),
            unique(ACCOUNTS, "wallet"),
            // creators that the chain does not know yet
            plain(ACCOUNTS, "type", "registered", "_id"),
            swept(REFRESH_TOKENS, "expiresAt"),
            plain(DELEGATIONS, "owner", "-registeredAt"),
            // a party's list, whole or by state; the latter also adds up an account's books and a creator's earnings
            plain(INTENTS, "fan", "-_id"),
            plain(INTENTS, "fan", "state", "-_id"),
            plain(INTENTS, "creator", "-_id"),
            plain(INTENTS, "creator", "state", "-_id"),
            // statements: what was taken, by time
            plain(INTENTS, "fan", "-takenAt"),
            plain(INTENTS, "batch", "leg"),
            // screening and the sweeper: by state and verdict, oldest first
            plain(INTENTS, "state", "verdict", "createdAt"),
            plain(INTENTS, "state", "batch"),
            // totals of a content are answered from the index alone
            sparse(INTENTS, "contentRef", "state", "kind", "amount"),
            plain(BATCHES, "state", "createdAt"),
            // a gateway's payment becomes TK once, whatever is told twice
            unique(PAYMENTS, "provider", "providerRef"),
            plain(PAYMENTS, "payer", "-_id"),
            plain(PAYMENTS, "state", "updatedAt"),
            plain(PAYMENTS, "wallet", "state", "-mintedAt"),
            // the running number is part of what the owner signs
            unique(WITHDRAWALS, "owner", "sequence"),
            plain(WITHDRAWALS, "creatorId", "-sequence"),
            plain(WITHDRAWALS, "state", "updatedAt"),
            plain(WITHDRAWALS, "owner", "-burnedAt"),
            plain(PAYOUTS, "creator", "-at"),
            plain(PAYOUTS, "batch"),
            plain(TRANSFERS, "from", "-at"),
            plain(TRANSFERS, "to", "-at"),
            // a re-organisation forgets from a block on
            plain(PAYOUTS, "block"),
            plain(TRANSFERS, "block"),
            swept(IDEMPOTENCY, "keepUntil"));

    private Schema() {}

    static void create(MongoDatabase database) {
        for (Index index : INDEXES) {
            Document keys = new Document();
            for (String field : index.fields()) {
                boolean descending = field.startsWith("-");
                keys.append(descending ? field.substring(1) : field, descending ? -1 : 1);
            }
            IndexOptions options = new IndexOptions();
            switch (index.kind()) {
                case UNIQUE -> options.unique(true);
                case SPARSE -> options.sparse(true);
                case SWEPT -> options.expireAfter(TimeUnit.DAYS.toSeconds(1), TimeUnit.SECONDS);
                case PLAIN -> {}
            }
            database.getCollection(index.collection()).createIndex(keys, options);
        }
    }

    private static Index plain(String collection, String... fields) {
        return new Index(collection, List.of(fields), Kind.PLAIN);
    }

    private static Index sparse(String collection, String... fields) {
        return new Index(collection, List.of(fields), Kind.SPARSE);
    }

    private static Index unique(String collection, String... fields) {
        return new Index(collection, List.of(fields), Kind.UNIQUE);
    }

    private static Index swept(String collection, String field) {
        return new Index(collection, List.of(field), Kind.SWEPT);
    }
}
