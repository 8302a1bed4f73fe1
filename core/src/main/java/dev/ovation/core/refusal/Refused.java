package dev.ovation.core.refusal;

/**
 * A request that the house refuses. It has changed nothing. The detail is written for the client: it names what is
 * wrong and never an internal.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final RefusalCode code;

    public Refused(RefusalCode code, String detail) {
        // A refusal is an answer, not an incident: no stack trace, so that hostile input stays cheap.
        super(detail, null, false, false);
        this.code = code;
    }

    public RefusalCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
