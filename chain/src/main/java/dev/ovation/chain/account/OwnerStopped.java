package dev.ovation.chain.account;

/** This process no longer follows the request; submit it again under its key to learn what became of it. */
public final class OwnerStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OwnerStopped(String message) {
        super(message);
    }
}
