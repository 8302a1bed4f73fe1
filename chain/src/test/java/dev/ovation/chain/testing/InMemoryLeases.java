package dev.ovation.chain.testing;

import dev.ovation.chain.account.AccountLease;
import dev.ovation.chain.account.Lease;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases among the servers of one process. */
public final class InMemoryLeases implements AccountLease {

    private final InstantSource clock;
    private final Map<Address, Lease> leases = new HashMap<>();

    public InMemoryLeases(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Lease> acquire(Address account, String holder, Duration ttl) {
        Lease current = leases.get(account);
        if (current != null && clock.instant().isBefore(current.expiresAt())) {
            return Optional.empty();
        }
        long token = current == null ? 1 : current.fencingToken() + 1;
        return Optional.of(put(new Lease(account, holder, token, clock.instant().plus(ttl))));
    }

    @Override
    public synchronized Optional<Lease> renew(Lease lease, Duration ttl) {
        if (!current(lease)) {
            return Optional.empty();
        }
        return Optional.of(put(new Lease(
                lease.account(),
                lease.holder(),
                lease.fencingToken(),
                clock.instant().plus(ttl))));
    }

    @Override
    public synchronized void release(Lease lease) {
        if (current(lease)) {
            put(new Lease(lease.account(), lease.holder(), lease.fencingToken(), clock.instant()));
        }
    }

    /** Another holder gets the lease as if the one before had died some time ago, who has no moment to renew it in. */
    public synchronized Lease passTo(String holder, Address account, Duration ttl) {
        release(leases.get(account));
        return acquire(account, holder, ttl).orElseThrow();
    }

    private boolean current(Lease lease) {
        Lease stored = leases.get(lease.account());
        return stored != null
                && stored.fencingToken() == lease.fencingToken()
                && clock.instant().isBefore(stored.expiresAt());
    }

    private Lease put(Lease lease) {
        leases.put(lease.account(), lease);
        return lease;
    }
}
