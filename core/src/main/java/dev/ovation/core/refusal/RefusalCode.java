package dev.ovation.core.refusal;

import java.util.Locale;

/**
 * Every reason for which the house refuses a request. The name in lower case with hyphens is the stable code that
 * clients act on; a code is never renamed or reused.
 */
public enum RefusalCode {
    // what was sent can't be understood
    MALFORMED_REQUEST(Kind.MALFORMED),
    MALFORMED_JSON(Kind.MALFORMED),
    MISSING_FIELD(Kind.MALFORMED),
    INVALID_FIELD(Kind.MALFORMED),
    UNKNOWN_FIELD(Kind.MALFORMED),
    INVALID_AMOUNT(Kind.MALFORMED),
    TOO_MANY_DECIMALS(Kind.MALFORMED),
    AMOUNT_NOT_POSITIVE(Kind.MALFORMED),
    AMOUNT_TOO_LARGE(Kind.MALFORMED),
    INVALID_ADDRESS(Kind.MALFORMED),
    INVALID_CHECKSUM(Kind.MALFORMED),
    INVALID_HEX(Kind.MALFORMED),
    INVALID_EMAIL(Kind.MALFORMED),
    WEAK_PASSWORD(Kind.MALFORMED),
    INVALID_CURSOR(Kind.MALFORMED),

    // who is asking
    AUTHENTICATION_REQUIRED(Kind.UNAUTHENTICATED),
    INVALID_TOKEN(Kind.UNAUTHENTICATED),
    TOKEN_EXPIRED(Kind.UNAUTHENTICATED),
    INVALID_CREDENTIALS(Kind.UNAUTHENTICATED),
    REFRESH_TOKEN_REUSED(Kind.UNAUTHENTICATED),
    INVALID_WEBHOOK_SIGNATURE(Kind.UNAUTHENTICATED),
    STALE_WEBHOOK(Kind.UNAUTHENTICATED),
    FORBIDDEN(Kind.FORBIDDEN),
    ACCOUNT_SUSPENDED(Kind.FORBIDDEN),

    // what does not exist, or exists already
    NOT_FOUND(Kind.NOT_FOUND),
    UNKNOWN_CREATOR(Kind.NOT_FOUND),
    UNKNOWN_PAYMENT(Kind.NOT_FOUND),
    UNKNOWN_INTENT(Kind.NOT_FOUND),
    UNKNOWN_AUTHORIZATION(Kind.NOT_FOUND),
    UNKNOWN_PROVIDER(Kind.NOT_FOUND),
    EMAIL_TAKEN(Kind.CONFLICT),
    WALLET_TAKEN(Kind.CONFLICT),
    INTENT_NOT_CANCELLABLE(Kind.CONFLICT),
    INTENT_NOT_HELD(Kind.CONFLICT),
    NOT_HELD(Kind.CONFLICT),
    JOB_NOT_FAILED(Kind.CONFLICT),
    ACCOUNT_HELD_ELSEWHERE(Kind.CONFLICT),
    TRANSACTION_NOT_OPEN(Kind.CONFLICT),
    PAYMENT_NOT_SETTLED(Kind.CONFLICT),
    IDEMPOTENCY_KEY_IN_USE(Kind.CONFLICT),

    // understood, but the money or the signature says no
    INVALID_WALLET_SIGNATURE(Kind.UNPROCESSABLE),
    INVALID_SIGNATURE(Kind.UNPROCESSABLE),
    AUTHORIZATION_NOT_YOURS(Kind.UNPROCESSABLE),
    AUTHORIZATION_NOT_YET_VALID(Kind.UNPROCESSABLE),
    AUTHORIZATION_EXPIRED(Kind.UNPROCESSABLE),
    AUTHORIZATION_REVOKED(Kind.UNPROCESSABLE),
    AUTHORIZATION_REPLAYED(Kind.UNPROCESSABLE),
    AUTHORIZATION_MISMATCH(Kind.UNPROCESSABLE),
    OVER_CAP(Kind.UNPROCESSABLE),
    INSUFFICIENT_BALANCE(Kind.UNPROCESSABLE),
    SELF_PAYMENT(Kind.UNPROCESSABLE),
    REFUSED_ON_CHAIN(Kind.UNPROCESSABLE),
    PAYMENT_REJECTED(Kind.UNPROCESSABLE),
    IDEMPOTENCY_KEY_REUSED(Kind.UNPROCESSABLE),

    // how it was sent
    METHOD_NOT_ALLOWED(Kind.METHOD),
    PAYLOAD_TOO_LARGE(Kind.TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(Kind.MEDIA_TYPE),
    RATE_LIMITED(Kind.RATE_LIMITED),

    // not the client's fault: try again
    OVERLOADED(Kind.UNAVAILABLE),
    DEPENDENCY_UNAVAILABLE(Kind.UNAVAILABLE),
    PAUSED(Kind.UNAVAILABLE),
    GATEWAY_FAILED(Kind.UNAVAILABLE);

    /** What a code means for whoever speaks a protocol; the edges map it to their own statuses. */
    public enum Kind {
        MALFORMED,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD,
        CONFLICT,
        TOO_LARGE,
        MEDIA_TYPE,
        UNPROCESSABLE,
        RATE_LIMITED,
        UNAVAILABLE
    }

    private final Kind kind;
    private final String code;

    RefusalCode(Kind kind) {
        this.kind = kind;
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Kind kind() {
        return kind;
    }

    /** The stable code, such as {@code insufficient-balance}. */
    public String code() {
        return code;
    }
}
