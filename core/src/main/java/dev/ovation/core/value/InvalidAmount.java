package dev.ovation.core.value;

/** A text that is no amount of tokens. Changes nothing; the {@link #reason()} is safe to show to a client. */
public final class InvalidAmount extends IllegalArgumentException {

    /** Why the text was refused. */
    public enum Reason {
        MALFORMED,
        NEGATIVE,
        TOO_MANY_DECIMALS,
        TOO_LARGE
    }

    private static final long serialVersionUID = 1L;
    private final Reason reason;

    public InvalidAmount(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
