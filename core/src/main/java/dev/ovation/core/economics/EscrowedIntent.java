package dev.ovation.core.economics;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/** One leg of a submitted batch. Its amount is in escrow while it is open or approved. */
public final class EscrowedIntent {

    private final Address owner;
    private final Leg leg;
    private LegState state;

    EscrowedIntent(Address owner, Leg leg, boolean skipped) {
        this.owner = owner;
        this.leg = leg;
        this.state = skipped ? LegState.RELEASED : LegState.OPEN;
    }

    public Address owner() {
        return owner;
    }

    public Address creator() {
        return leg.creator();
    }

    public Wei amount() {
        return leg.amount();
    }

    public LegState state() {
        return state;
    }

    public boolean isInEscrow() {
        return state == LegState.OPEN || state == LegState.APPROVED;
    }

    void become(LegState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(state + " to " + next);
        }
        state = next;
    }
}
