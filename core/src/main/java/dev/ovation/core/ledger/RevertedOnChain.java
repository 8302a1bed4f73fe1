package dev.ovation.core.ledger;

/**
 * The contract refused a transaction as a whole; nothing has changed on the chain. The same call is refused again until
 * the chain's state is another: it ends with a pause, and seldom otherwise.
 */
public final class RevertedOnChain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason the contract's error by name, such as {@code AlreadyMinted}
     */
    public RevertedOnChain(String reason) {
        super(reason);
    }
}
