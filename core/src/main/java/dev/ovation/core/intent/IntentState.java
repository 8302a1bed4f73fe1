package dev.ovation.core.intent;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where an intent stands. States never go back.
 *
 * <pre>
 * PENDING ─┬─► SUBMITTED ─┬─► APPROVED ─┬─► SETTLED
 *          │              ├─► REJECTED ◄┘
 *          │              └─► CANCELLED
 *          └─► FAILED
 * </pre>
 */
public enum IntentState {
    /** Durable and reserved; its batch is on the way to the chain. */
    PENDING,
    /** In escrow on the chain. */
    SUBMITTED,
    /** Cleared by screening, on the chain. */
    APPROVED,
    /** Paid to the creator. Final. */
    SETTLED,
    /** Screening said no; the escrow is back with the fan. Final. */
    REJECTED,
    /** The fan took it back; the escrow is back with the fan. Final. */
    CANCELLED,
    /** The chain refused it at submission; nothing was taken. Final. */
    FAILED;

    private static final Set<IntentState> FINAL = EnumSet.of(SETTLED, REJECTED, CANCELLED, FAILED);

    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** The states from which this one may be entered. */
    public Set<IntentState> predecessors() {
        return switch (this) {
            case PENDING -> EnumSet.noneOf(IntentState.class);
            case SUBMITTED, FAILED -> EnumSet.of(PENDING);
            case APPROVED, CANCELLED -> EnumSet.of(SUBMITTED);
            case REJECTED -> EnumSet.of(SUBMITTED, APPROVED);
            case SETTLED -> EnumSet.of(APPROVED);
        };
    }
}
