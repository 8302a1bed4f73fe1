package dev.ovation.core.payment;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a payment stands. States never go back.
 *
 * <pre>
 * OPENED ─┬─► PAID ─┬─► CLEARED ─► MINTED
 *         │         ├─► HELD ─┬─► CLEARED
 *         │         │         └─► REJECTED
 *         │         └─► REJECTED
 *         ├─► HELD (another amount came than was opened)
 *         └─► FAILED
 * </pre>
 */
public enum PaymentState {
    /** Open at the gateway; no money came yet. */
    OPENED,
    /** The gateway has the money. */
    PAID,
    /** Screening wants a person to decide, or another amount came than was opened. */
    HELD,
    /** May be minted; the transaction may be on its way. */
    CLEARED,
    /** The TK is there. Final. */
    MINTED,
    /** Screening said no. Final; staff return the fiat at the gateway. */
    REJECTED,
    /** The gateway gave up on it. Final. */
    FAILED;

    public Set<PaymentState> predecessors() {
        return switch (this) {
            case OPENED -> EnumSet.noneOf(PaymentState.class);
            case PAID, FAILED -> EnumSet.of(OPENED);
            case HELD -> EnumSet.of(OPENED, PAID);
            case CLEARED, REJECTED -> EnumSet.of(PAID, HELD);
            case MINTED -> EnumSet.of(CLEARED);
        };
    }
}
