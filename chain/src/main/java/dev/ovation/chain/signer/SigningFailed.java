package dev.ovation.chain.signer;

/** The signer could not be reached or refused. The message holds no secret. */
public final class SigningFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SigningFailed(String message) {
        super(message);
    }
}
