package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.time.Duration;
import java.util.Optional;

/** Hands accounts to servers, one at a time. Shared by all servers, atomic. */
public interface AccountLease {

    /**
     * Takes an account that nobody holds, or whose lease has expired, under a token that is higher than all before.
     *
     * @return empty if somebody holds it
     */
    Optional<Lease> acquire(Address account, String holder, Duration ttl);

    /**
     * Prolongs a lease under the same token.
     *
     * @return empty if it was lost
     */
    Optional<Lease> renew(Lease lease, Duration ttl);

    /** Gives an account back, if the lease still counts. */
    void release(Lease lease);
}
