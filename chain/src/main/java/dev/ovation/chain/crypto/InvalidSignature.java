package dev.ovation.chain.crypto;

/** Bytes that are no acceptable signature. The {@link #reason()} is safe to show to a client. */
public final class InvalidSignature extends IllegalArgumentException {

    /** Why the signature was refused. */
    public enum Reason {
        /** Not 65 bytes. */
        LENGTH,
        /** 64 bytes, the compact form of EIP-2098, where the canonical form is asked for. */
        COMPACT,
        /** The last byte is none of 0, 1, 27, 28. */
        RECOVERY_ID,
        /** r or s is zero or not below the order of the curve. */
        OUT_OF_RANGE,
        /** s lies in the upper half: the malleable twin of another signature (EIP-2). */
        HIGH_S,
        /** No public key could have produced it. */
        UNRECOVERABLE
    }

    private static final long serialVersionUID = 1L;
    private final Reason reason;

    public InvalidSignature(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
