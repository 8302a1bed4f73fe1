package dev.ovation.core.economics;

/** Why a leg of a batch was not taken, in the contracts' words and order. */
public enum SkipReason {
    /** It was taken. */
    NONE,
    BAD_SIGNATURE,
    NOT_YET_VALID,
    EXPIRED,
    REVOKED,
    NONCE_USED,
    OVER_CAP,
    OVER_CAP_PER_INTENT,
    WRONG_CREATOR,
    UNKNOWN_CREATOR,
    INSUFFICIENT_BALANCE,
    ZERO_AMOUNT,
    MALFORMED,
    UNKNOWN_AUTHORIZATION
}
