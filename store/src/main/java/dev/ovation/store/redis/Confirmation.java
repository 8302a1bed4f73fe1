package dev.ovation.store.redis;

import dev.ovation.core.delegation.Authorization;
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
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one account when some of its promises are the chain's.
 *
 * @param version under which the account was read
 * @param legs those that are still promised
 * @param changes fields and values that follow from it
 */
record Confirmation(Address owner, String version, List<String> legs, List<String> changes) {

    /**
     * @param fields of each leg and authorization, null where there is none
     * @param index the interest index at the block that took the legs
     */
    static Confirmation of(
            Address owner,
            List<Reservation> reservations,
            Map<String, @Nullable String> fields,
            List<@Nullable String> snapshotFields,
            Receipt mined,
            long index) {
        List<String> legs = new ArrayList<>();
        Map<Token, Wei> taken = new EnumMap<>(Token.class);
        Map<Bytes32, Draw> draws = new LinkedHashMap<>();
        for (Reservation reservation : reservations) {
            for (Leg leg : reservation.legs()) {
                if (fields.get(AccountKeys.leg(leg.intent())) != null) {
                    legs.add(leg.intent().toString());
                    taken.merge(reservation.terms().token(), leg.amount(), Wei::plus);
                    draws.merge(reservation.authorization(), new Draw(reservation.terms(), leg.amount()), Draw::plus);
                }
            }
        }
        List<String> changes = new ArrayList<>();
        draws.forEach((hash, draw) -> Optional.ofNullable(fields.get(AccountKeys.standing(hash)))
                .map(StandingField::read)
                .flatMap(standing -> draw.from(standing, mined.block()))
                .ifPresent(left ->
                        changes.addAll(List.of(AccountKeys.standing(hash), StandingField.write(Optional.of(left))))));
        CachedSnapshot cached = CachedSnapshot.read(snapshotFields);
        Wei gifts = taken.getOrDefault(Token.TK, Wei.ZERO);
        Wei claps = taken.getOrDefault(Token.TKI, Wei.ZERO);
        cached.snapshot()
                .filter(snapshot -> snapshot.block() < mined.block())
                .ifPresent(snapshot -> changes.addAll(CachedSnapshot.write(lowered(snapshot, gifts, claps, index))));
        return new Confirmation(owner, cached.version(), legs, changes);
    }

    List<String> arguments(Receipt mined, long millis) {
        List<String> arguments = new ArrayList<>(List.of(
                version,
                SnapshotCache.newVersion(),
                Long.toString(mined.block()),
                Long.toString(millis),
                owner.toString(),
                Integer.toString(legs.size())));
        arguments.addAll(legs);
        arguments.addAll(changes);
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
