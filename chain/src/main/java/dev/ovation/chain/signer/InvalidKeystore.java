package dev.ovation.chain.signer;

/** A keystore that can't be opened. The message says why in a sentence and holds no secret. */
public final class InvalidKeystore extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidKeystore(String message) {
        super(message);
    }
}
