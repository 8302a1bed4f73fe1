package dev.ovation.store.redis;

import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Balance;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.CachedAccount;
import dev.ovation.core.value.Address;
import java.util.Collection;
import java.util.Optional;

/** Balances from the cache, with interest up to this moment and the promises on top. */
public final class RedisBalances implements Balances {

    private final SnapshotCache cache;
    private final InterestClock interest;

    public RedisBalances(BalanceCache shared) {
        this.cache = shared.snapshots();
        this.interest = shared.interest();
    }

    @Override
    public Balance of(Address account) {
        CachedSnapshot cached = cache.load(account);
        AccountSnapshot snapshot = cached.snapshot().orElseThrow();
        long index = Math.max(interest.now(), snapshot.index());
        return new Balance(
                snapshot.balance(), snapshot.interestAt(index), cached.tkReserved(), cached.tkiReserved(), index);
    }

    @Override
    public Optional<CachedAccount> cached(Address account) {
        CachedSnapshot cached = cache.peek(account);
        return cached.snapshot()
                .map(snapshot -> new CachedAccount(snapshot, cached.tkReserved(), cached.tkiReserved()));
    }

    @Override
    public void refresh(Collection<Address> accounts) {
        cache.refresh(accounts);
    }

    @Override
    public void invalidate(Collection<Address> accounts) {
        cache.forget(accounts);
    }
}
