package dev.ovation.store.redis;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Promises on top of the cached balances. Java computes what an account holds at this moment's interest; one script
 * then checks, atomically, that nothing changed since, and that promises and this one together stay within it.
 *
 * <p>A refusal for want of money or cap is only given on a reading that is at most a second old.
 */
public final class RedisReservations implements Reservations {

    private static final int ATTEMPTS = 100;
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Script RESERVE = Script.of("decimal", "promises", "reserve");

    private final Redis redis;
    private final AccountKeys keys;
    private final SnapshotCache cache;
    private final InterestClock interest;
    private final Clock clock;
    private final Promises promises;
    private final ConfirmPromises confirmPromises;
    private final Supplier<? extends Collection<Intent>> pending;

    /**
     * @param pending all intents that are pending now: what is promised anew when Redis turns out to be empty
     */
    public RedisReservations(BalanceCache shared, Supplier<? extends Collection<Intent>> pending) {
        this.redis = shared.redis();
        this.keys = new AccountKeys(redis);
        this.cache = shared.snapshots();
        this.interest = shared.interest();
        this.clock = shared.clock();
        this.promises = new Promises(redis);
        this.confirmPromises = new ConfirmPromises(shared, promises);
        this.pending = pending;
    }

    /**
     * @throws Unavailable if Redis or the chain does not answer
     */
    @Override
    public Outcome reserve(Reservation reservation) {
        if (reservation.legs().isEmpty()) {
            throw new IllegalArgumentException("a reservation without legs");
        }
        if (reservedOnRecent(reservation)) {
            return Outcome.RESERVED;
        }
        Optional<Duration> age = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            CachedSnapshot cached =
                    age.isPresent() ? cache.load(reservation.owner(), age.get()) : cache.load(reservation.owner());
            boolean fresh = !cached.isOlderThan(FRESH, clock.instant());
            String answer = tryReserve(reservation, cached);
            switch (answer) {
                case "STALE" -> {}
                case "LOST" -> rebuild(pending.get());
                default -> {
                    Outcome outcome = Outcome.valueOf(answer);
                    if (fresh || outcome == Outcome.RESERVED || outcome == Outcome.REPLAYED) {
                        return outcome;
                    }
                    age = Optional.of(FRESH);
                }
            }
        }
        throw new Unavailable("redis", new IllegalStateException("too many changes at once of " + reservation.owner()));
    }

    /** The ordinary case in one round trip; refusals are only given on what Redis holds now. */
    private boolean reservedOnRecent(Reservation reservation) {
        return cache.recent(reservation.owner())
                .filter(recent -> tryReserve(reservation, recent.cached()).equals(Outcome.RESERVED.name()))
                .isPresent();
    }

    @Override
    public void release(Reservation reservation) {
        promises.drop(
                reservation.owner(),
                reservation.legs().stream().map(Leg::intent).toList());
    }

    @Override
    public void confirm(Collection<Reservation> reservations, Receipt mined) {
        confirmPromises.confirm(reservations, mined);
    }

    /**
     * Drops promises that were made before a moment and whose intent is not pending any more, or never was: their
     * server died in between. The accounts are read from the chain again.
     *
     * @param olderThan long enough ago that the intent of a healthy promise is in the database
     * @param stillPending picks those of the given intents that are pending
     * @return how many were dropped
     */
    public int dropStale(Instant olderThan, Function<Collection<IntentId>, Set<IntentId>> stillPending) {
        int dropped = 0;
        int passed = 0;
        for (List<Promises.Made> page = promises.before(olderThan, passed);
                !page.isEmpty();
                page = promises.before(olderThan, passed)) {
            Set<IntentId> alive =
                    stillPending.apply(page.stream().map(Promises.Made::leg).toList());
            List<Promises.Made> stale =
                    page.stream().filter(made -> !alive.contains(made.leg())).toList();
            // The account is forgotten first: what is dropped may be in escrow already, unknown to the cache.
            cache.forget(stale.stream().map(Promises.Made::owner).distinct().toList());
            stale.forEach(made -> promises.drop(made.owner(), List.of(made.leg())));
            dropped += stale.size();
            passed += page.size() - stale.size();
        }
        return dropped;
    }

    /** Promises what these pending intents need, whatever their accounts hold, and lets new promises be made. */
    public void rebuild(Collection<Intent> pendingNow) {
        promises.restore(pendingNow);
    }

    private String tryReserve(Reservation reservation, CachedSnapshot cached) {
        Authorization terms = reservation.terms();
        AccountSnapshot snapshot = cached.snapshot().orElseThrow();
        if (terms.generation() != snapshot.generation()) {
            return Outcome.REVOKED.name();
        }
        if (!terms.isStanding() && terms.nonce().compareTo(BigInteger.valueOf(snapshot.nextNonce())) < 0) {
            return Outcome.REPLAYED.name();
        }
        Optional<Standing> standing = terms.isStanding()
                ? cache.standing(reservation.owner(), reservation.authorization(), cached.version())
                : Optional.empty();
        if (standing.filter(Standing::revoked).isPresent()) {
            return Outcome.REVOKED.name();
        }
        Wei left = standing.map(Standing::remaining).orElse(terms.cap());
        Wei holding = snapshot.holding(terms.token(), Math.max(interest.now(), snapshot.index()));
        return (String) RESERVE.run(
                redis,
                List.of(keys.account(reservation.owner()), keys.ready(), keys.index()),
                arguments(reservation, cached.version(), holding, left));
    }

    private List<String> arguments(Reservation reservation, String version, Wei holding, Wei left) {
        Address owner = reservation.owner();
        List<String> arguments = new ArrayList<>(List.of(
                version,
                AccountKeys.token(reservation.terms().token()),
                holding.toString(),
                reservation.authorization().toString(),
                left.toString(),
                AccountKeys.nonce(reservation.terms()),
                Long.toString(clock.instant().getEpochSecond()),
                owner.toString()));
        reservation.legs().forEach(leg -> {
            arguments.add(leg.intent().toString());
            arguments.add(leg.amount().toString());
        });
        return arguments;
    }
}
