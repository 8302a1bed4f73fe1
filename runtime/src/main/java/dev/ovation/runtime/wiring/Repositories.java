package dev.ovation.runtime.wiring;

import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.Sessions;
import dev.ovation.core.account.Suspensions;
import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.ledger.Books;
import dev.ovation.core.ledger.Transfers;
import dev.ovation.core.payment.Payments;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.withdrawal.Withdrawals;
import dev.ovation.core.work.Ids;
import dev.ovation.core.work.Leases;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.mongo.MongoAccounts;
import dev.ovation.store.mongo.MongoBatches;
import dev.ovation.store.mongo.MongoBooks;
import dev.ovation.store.mongo.MongoDelegations;
import dev.ovation.store.mongo.MongoIntents;
import dev.ovation.store.mongo.MongoLeases;
import dev.ovation.store.mongo.MongoPayments;
import dev.ovation.store.mongo.MongoPayouts;
import dev.ovation.store.mongo.MongoSessions;
import dev.ovation.store.mongo.MongoSettings;
import dev.ovation.store.mongo.MongoTransfers;
import dev.ovation.store.mongo.MongoWithdrawals;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** The domain's documents in MongoDB. */
public record Repositories(
        Mongo mongo,
        Accounts accounts,
        Suspensions suspensions,
        Sessions sessions,
        Delegations delegations,
        Intents intents,
        Batches batches,
        Payments payments,
        Withdrawals withdrawals,
        Payouts payouts,
        Transfers transfers,
        Books books,
        Leases leases)
        implements AutoCloseable {

    static Repositories open(Environment env, Clock clock, Ids ids, String holder, Surround surround) {
        URI uri = env.uri("MONGODB_URI", "connection string of MongoDB", "mongodb", "mongodb+srv");
        Mongo mongo = Mongo.connect(new MongoSettings(
                uri.toString(),
                env.duration(
                        "MONGODB_SELECTION_TIMEOUT",
                        Duration.ofSeconds(3),
                        "how long to look for a server that answers"),
                env.duration("MONGODB_TIMEOUT", Duration.ofSeconds(5), "longest wait for one answer of MongoDB"),
                env.number("MONGODB_POOL", 100, 1, 10_000, "connections to MongoDB at most"),
                true));
        MongoAccounts accounts = new MongoAccounts(mongo);
        return new Repositories(
                mongo,
                accounts,
                accounts,
                new MongoSessions(mongo),
                surround.around(Delegations.class, new MongoDelegations(mongo)),
                surround.around(Intents.class, new MongoIntents(mongo)),
                surround.around(Batches.class, new MongoBatches(mongo)),
                surround.around(Payments.class, new MongoPayments(mongo)),
                surround.around(Withdrawals.class, new MongoWithdrawals(mongo)),
                surround.around(Payouts.class, new MongoPayouts(mongo)),
                new MongoTransfers(mongo),
                new MongoBooks(mongo),
                new MongoLeases(mongo, clock, holder));
    }

    @Override
    public void close() {
        mongo.close();
    }
}
