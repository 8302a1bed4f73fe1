package dev.ovation.core.screening;

/** What screening says. */
public enum Verdict {
    CLEAR,
    /** A person decides. */
    HOLD,
    REJECT
}
