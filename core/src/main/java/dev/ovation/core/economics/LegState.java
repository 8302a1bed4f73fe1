package dev.ovation.core.economics;

/** Where one leg of a batch stands. Open becomes Approved or Released; Approved becomes Settled or Released. */
public enum LegState {
    OPEN,
    APPROVED,
    /** Skipped at submission, cancelled or rejected. Final. */
    RELEASED,
    /** Final. */
    SETTLED;

    boolean mayBecome(LegState next) {
        return switch (this) {
            case OPEN -> next == APPROVED || next == RELEASED;
            case APPROVED -> next == SETTLED || next == RELEASED;
            case RELEASED, SETTLED -> false;
        };
    }
}
