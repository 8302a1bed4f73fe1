package dev.ovation.store.mongo;

import dev.ovation.core.work.Leases;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The domain's leases, for work that is harmless when two do it but wasteful. */
public final class MongoLeases implements Leases {

    private final MongoFencedLeases leases;
    private final String holder;

    /**
     * @param holder names this server in the database, for people
     */
    public MongoLeases(Mongo mongo, Clock clock, String holder) {
        this.leases = new MongoFencedLeases(mongo, clock);
        this.holder = holder;
    }

    @Override
    public Optional<Lease> tryAcquire(String name, Duration validity) {
        return leases.acquire(name, holder, validity).map(held -> () -> leases.release(held));
    }
}
