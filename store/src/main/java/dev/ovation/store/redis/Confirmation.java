package dev.ovation.store.redis;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.Reservations.Leg;
import dev.ovation.core.intent.Reservations.Reservation;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What becomes of one account when some of its promises are the chain's.
 *
 * @param before as the account was read
 * @param after the account under its next version
 * @param legs those that are still promised
 * @param left of standing authorizations that were drawn on
 */
record Confirmation(
        Address owner, CachedSnapshot before, CachedSnapshot after, List<String> legs, Map<Bytes32, Standing> left) {

    /** What an account was read as: its snapshot, and what is known of standing authorizations. */
    record Read(CachedSnapshot cached, Map<Bytes32, Optional<Standing>> standing, Predicate<IntentId> promised) {}

    /**
     * @param index the interest index at the block that took the legs
     */
    static Confirmation of(Address owner, List<Reservation> reservations, Read read, Receipt mined, long index) {
        List<String> legs = new ArrayList<>();
        Map<Token, Wei> taken = new EnumMap<>(Token.class);
        Map<Bytes32, Draw> draws = new LinkedHashMap<>();
        for (Reservation reservation : reservations) {
            for (Leg leg : reservation.legs()) {
                if (read.promised().test(leg.intent())) {
                    legs.add(leg.intent().toString());
                    taken.merge(reservation.terms().token(), leg.amount(), Wei::plus);
                    draws.merge(reservation.authorization(), new Draw(reservation.terms(), leg.amount()), Draw::plus);
                }
            }
        }
        Map<Bytes32, Standing> left = new LinkedHashMap<>();
        draws.forEach((hash, draw) -> Optional.ofNullable(read.standing().get(hash))
                .flatMap(known -> draw.from(known, mined.block()))
                .ifPresent(rest -> left.put(hash, rest)));
        CachedSnapshot before = read.cached();
        Wei gifts = taken.getOrDefault(Token.TK, Wei.ZERO);
        Wei claps = taken.getOrDefault(Token.TKI, Wei.ZERO);
        Optional<AccountSnapshot> after = before.snapshot()
                .map(snapshot -> snapshot.block() < mined.block() ? lowered(snapshot, gifts, claps, index) : snapshot);
        return new Confirmation(owner, before, before.next(SnapshotCache.newVersion(), after), legs, left);
    }

    List<String> arguments(Receipt mined, long millis) {
        List<String> arguments = new ArrayList<>(List.of(
                before.version(),
                after.version(),
                Long.toString(mined.block()),
                Long.toString(millis),
                owner.toString(),
                Integer.toString(legs.size())));
        arguments.addAll(legs);
        left.forEach((hash, rest) -> {
            arguments.add(AccountKeys.standing(hash));
            arguments.add(StandingField.write(Optional.of(rest)));
        });
        if (!after.snapshot().equals(before.snapshot())) {
            after.snapshot().ifPresent(snapshot -> arguments.addAll(CachedSnapshot.write(snapshot)));
        }
        return arguments;
    }

    /** As the contracts do it: interest is checkpointed on the old balance before the balance falls. */
    static AccountSnapshot lowered(AccountSnapshot before, Wei gifts, Wei claps, long index) {
        Wei paid = gifts.min(before.balance());
        return before.with(before.state().paying(paid, index).spending(claps));
    }

    /** What is drawn under one authorization. */
    private record Draw(Authorization terms, Wei amount) {

        Draw plus(Draw more) {
            return new Draw(terms, amount.plus(more.amount()));
        }

        /** What is left of a standing authorization; empty if what is known of it needs no change. */
        Optional<Standing> from(Optional<Standing> known, long block) {
            // Until its first draw the chain does not hold it, and the whole cap is left.
            Standing before = known.orElseGet(() -> new Standing(false, terms.cap(), 0));
            return before.revoked() || before.block() >= block
                    ? Optional.empty()
                    : Optional.of(new Standing(false, before.remaining().minusOrZero(amount), before.block()));
        }
    }
}
