package dev.ovation.api.testing;

import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Balance;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.CachedAccount;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Balances and reservations in memory, always as fresh as the chain. */
final class PaperBalances implements Balances, Reservations {

    private record Promise(Address owner, Token token, Bytes32 authorization, Wei amount) {}

    private final PaperChain chain;
    private final Map<IntentId, Promise> promises = new HashMap<>();
    private final Map<Bytes32, Wei> drawn = new HashMap<>();
    private final Set<Bytes32> used = new HashSet<>();

    PaperBalances(PaperChain chain) {
        this.chain = chain;
    }

    @Override
    public synchronized Balance of(Address account) {
        AccountSnapshot snapshot = chain.read(List.of(account)).get(account);
        long index = chain.index().at(chain.now());
        return new Balance(
                snapshot.balance(),
                snapshot.interestAt(index),
                reserved(account, Token.TK),
                reserved(account, Token.TKI),
                index);
    }

    private Wei reserved(Address account, Token token) {
        return promises.values().stream()
                .filter(promise -> promise.owner().equals(account) && promise.token() == token)
                .map(Promise::amount)
                .reduce(Wei.ZERO, Wei::plus);
    }

    @Override
    public Optional<CachedAccount> cached(Address account) {
        return Optional.empty();
    }

    @Override
    public void refresh(Collection<Address> accounts) {
        // always fresh
    }

    @Override
    public void invalidate(Collection<Address> accounts) {
        // always fresh
    }

    @Override
    public synchronized Outcome reserve(Reservation reservation) {
        Bytes32 hash = reservation.authorization();
        var terms = reservation.terms();
        AccountSnapshot snapshot = chain.read(List.of(reservation.owner())).get(reservation.owner());
        if (terms.generation() != snapshot.generation()) {
            return Outcome.REVOKED;
        }
        if (!terms.isStanding() && used.contains(hash)) {
            return Outcome.REPLAYED;
        }
        Wei soFar = drawn.getOrDefault(hash, Wei.ZERO);
        if (terms.isStanding() && soFar.plus(reservation.total()).exceeds(terms.cap())) {
            return Outcome.OVER_CAP;
        }
        Balance balance = of(reservation.owner());
        Wei available = terms.token() == Token.TK ? balance.tkAvailable() : balance.tkiAvailable();
        if (reservation.total().exceeds(available)) {
            return Outcome.INSUFFICIENT_BALANCE;
        }
        used.add(hash);
        drawn.put(hash, soFar.plus(reservation.total()));
        reservation
                .legs()
                .forEach(leg -> promises.put(
                        leg.intent(), new Promise(reservation.owner(), terms.token(), hash, leg.amount())));
        return Outcome.RESERVED;
    }

    @Override
    public synchronized void release(Reservation reservation) {
        reservation.legs().forEach(leg -> {
            Promise promise = promises.remove(leg.intent());
            if (promise != null) {
                drawn.merge(promise.authorization(), promise.amount(), Wei::minus);
            }
        });
    }

    @Override
    public synchronized void confirm(Collection<Reservation> reservations, Receipt mined) {
        reservations.forEach(reservation -> reservation.legs().forEach(leg -> promises.remove(leg.intent())));
    }
}
