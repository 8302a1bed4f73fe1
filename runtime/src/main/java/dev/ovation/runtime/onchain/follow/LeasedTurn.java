package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.follow.FollowTurn;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.store.mongo.MongoFencedLeases;
import dev.ovation.store.mongo.MongoFencedLeases.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of the server that holds a lease. It is renewed by being asked for; a server that died loses it when its time
 * is over. The last fifth of that time is not used, for clocks that differ and effects that last.
 */
public final class LeasedTurn implements FollowTurn {

    private static final Logger log = LoggerFactory.getLogger(LeasedTurn.class);
    private static final String NAME = "follow-contracts";

    private final MongoFencedLeases leases;
    private final String holder;
    private final Duration validity;
    private final InstantSource clock;
    private Optional<Held> held = Optional.empty();
    private Instant askAgainAt = Instant.EPOCH;

    /**
     * @param holder names this server in the database, for people
     */
    public LeasedTurn(MongoFencedLeases leases, String holder, Duration validity, InstantSource clock) {
        this.leases = leases;
        this.holder = holder;
        this.validity = validity;
        this.clock = clock;
    }

    @Override
    public synchronized boolean mine() {
        if (!clock.instant().isBefore(askAgainAt)) {
            boolean before = held.isPresent();
            held = before ? renewed(held.get()) : leases.acquire(NAME, holder, validity);
            askAgainAt = clock.instant().plus(validity.dividedBy(5));
            if (before != held.isPresent()) {
                log.info("following the contracts here={} holder={}", held.isPresent(), holder);
            }
        }
        return held.filter(lease -> clock.instant().isBefore(lease.expiresAt().minus(validity.dividedBy(5))))
                .isPresent();
    }

    private Optional<Held> renewed(Held lease) {
        try {
            return leases.renew(lease, validity);
        } catch (Unavailable e) {
            // It is good for a while yet, and ends by itself.
            log.warn("the lease of the follower can't be renewed reason={}", e.toString());
            return Optional.of(lease);
        }
    }

    @Override
    public synchronized void close() {
        try {
            held.ifPresent(leases::release);
        } catch (Unavailable e) {
            log.warn("the lease of the follower ends by itself, it can't be given back reason={}", e.toString());
        }
        held = Optional.empty();
        askAgainAt = Instant.MAX;
    }
}
