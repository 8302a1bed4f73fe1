package dev.ovation.runtime.onchain.follow;

import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.Balance;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.CachedAccount;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Caches that only remember what they were told. */
final class RememberedCaches implements Balances, Reservations {

    final Set<Address> invalidated = ConcurrentHashMap.newKeySet();
    final Set<IntentId> confirmed = ConcurrentHashMap.newKeySet();
    final Set<IntentId> released = ConcurrentHashMap.newKeySet();
    final AtomicInteger refused = new AtomicInteger();
    volatile boolean away;

    @Override
    public Balance of(Address account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CachedAccount> cached(Address account) {
        return Optional.empty();
    }

    @Override
    public void invalidate(Collection<Address> accounts) {
        if (away) {
            refused.incrementAndGet();
            throw new IllegalStateException("away");
        }
        invalidated.addAll(accounts);
    }

    @Override
    public void refresh(Collection<Address> accounts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome reserve(Reservation reservation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void release(Reservation reservation) {
        reservation.legs().forEach(leg -> released.add(leg.intent()));
    }

    @Override
    public void confirm(Collection<Reservation> reservations, Receipt mined) {
        reservations.forEach(reservation -> reservation.legs().forEach(leg -> confirmed.add(leg.intent())));
    }
}
