package dev.ovation.core.ledger;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Reads accounts from the chain. Safe to share between threads. */
public interface ChainAccounts {

    /**
     * One consistent reading of several accounts at the newest block; accounts that the chain has never seen are empty.
     *
     * @throws dev.ovation.core.refusal.Unavailable if no endpoint answers in time
     */
    Map<Address, AccountSnapshot> read(Collection<Address> accounts);

    /**
     * What is left of a standing authorization; empty if the chain does not hold it.
     *
     * @throws dev.ovation.core.refusal.Unavailable if no endpoint answers in time
     */
    Optional<Standing> standing(Address owner, Bytes32 authorization);

    /** The global index and the rate that applies. */
    InterestIndex index();

    /** The newest block's time: seconds since 1970. Interest and epochs follow this clock, not ours. */
    long now();
}
