package dev.ovation.core.delegation;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where standing authorizations are kept. Safe to share between threads. */
public interface Delegations {

    /** Keeps a delegation; the same hash again changes nothing. */
    void insert(Delegation delegation);

    Optional<Delegation> byHash(Bytes32 hash);

    /**
     * Newest first.
     *
     * @param before only older ones than this one of the owner's
     */
    List<Delegation> ofOwner(Address owner, Optional<Delegation> before, int limit);

    void markOnChain(Bytes32 hash);

    void markRevoked(Bytes32 hash, Instant at);

    void markAllRevoked(Address owner, Instant at);
}
