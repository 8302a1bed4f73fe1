package dev.ovation.core.ledger;

import dev.ovation.core.value.Address;
import java.util.Collection;
import java.util.Optional;

/**
 * Balances as the chain last told them, cached, with what is reserved. Never staler than the configured bound; an
 * emptied cache is filled again from the chain. Safe to share between threads.
 */
public interface Balances {

    Balance of(Address account);

    /** What the cache holds, if anything, without asking the chain. */
    Optional<CachedAccount> cached(Address account);

    /** Reads these accounts anew from the chain, together, and caches them. Reservations stay. */
    void refresh(Collection<Address> accounts);

    /** Forgets what is cached of these accounts, because the chain has changed them. Reservations stay. */
    void invalidate(Collection<Address> accounts);
}
