package dev.ovation.core.intent;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.Collection;
import java.util.List;

/**
 * What is promised to intents that have not reached the chain yet, so that a fan can't spend a token twice in the
 * seconds between. Held in Redis, rebuilt from the pending intents when Redis is empty. The chain has the last word:
 * a reservation spares a fan a refusal later, it never moves money. Safe to share between threads.
 */
public interface Reservations {

    /** What is promised for one leg. */
    record Leg(IntentId intent, Wei amount) {}

    /** A promise under one authorization. Naming a part of its legs later confirms or releases just that part. */
    record Reservation(Address owner, Authorization terms, Bytes32 authorization, List<Leg> legs) {
        public Reservation {
            legs = List.copyOf(legs);
        }

        public Wei total() {
            return legs.stream().map(Leg::amount).reduce(Wei.ZERO, Wei::plus);
        }
    }

    /** Why there is no room, or that there was. */
    enum Outcome {
        RESERVED,
        INSUFFICIENT_BALANCE,
        /** The one-time authorization is used or promised already. */
        REPLAYED,
        /** The standing authorization's cap is used or promised already. */
        OVER_CAP,
        REVOKED
    }

    /** Reserves all or nothing, atomically over balance, reservations, cap and nonce. */
    Outcome reserve(Reservation reservation);

    /** Gives a promise back: its legs were refused before they cost anything. */
    void release(Reservation reservation);

    /**
     * The legs are in escrow now: the promise became the chain's, and a cached balance that was read before falls with
     * it.
     *
     * @param mined the transaction that took them: balances read at its block or later know of it already
     */
    void confirm(Collection<Reservation> reservations, Receipt mined);
}
