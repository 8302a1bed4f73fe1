package dev.ovation.core.withdrawal;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a withdrawal stands. States never go back.
 *
 * <pre>
 * REQUESTED ─┬─► CLEARED ─┬─► BURNED ─┬─► DONE
 *            │            │           └─► RETURNING ─► RETURNED
 *            ├─► HELD ─┬─► CLEARED
 *            │         └─► REJECTED
 *            └─► REJECTED     └─► FAILED (from CLEARED: the burn was refused)
 * </pre>
 */
public enum WithdrawalState {
    REQUESTED,
    /** Screening wants a person to decide. */
    HELD,
    /** May be burned; the transaction may be on its way. */
    CLEARED,
    /** The TK is gone; the gateway pays out. */
    BURNED,
    /** The gateway paid. Final. */
    DONE,
    /** The gateway failed for good; the TK is on its way back. */
    RETURNING,
    /** The TK is back. Final. */
    RETURNED,
    /** Screening said no; nothing was burned. Final. */
    REJECTED,
    /**
     * The contract refused the burn; nothing was burned. Final, unless a re-organisation of the chain brings the burn
     * back: then it is given back.
     */
    FAILED;

    public Set<WithdrawalState> predecessors() {
        return switch (this) {
            case REQUESTED -> EnumSet.noneOf(WithdrawalState.class);
            case HELD -> EnumSet.of(REQUESTED);
            case CLEARED, REJECTED -> EnumSet.of(REQUESTED, HELD);
            case BURNED, FAILED -> EnumSet.of(CLEARED);
            case DONE -> EnumSet.of(BURNED);
            case RETURNING -> EnumSet.of(BURNED, FAILED);
            case RETURNED -> EnumSet.of(RETURNING);
        };
    }
}
