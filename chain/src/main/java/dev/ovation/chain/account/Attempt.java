package dev.ovation.chain.account;

import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import java.time.Instant;

/**
 * One signed transaction for a request. Of all attempts with the same nonce the chain takes at most one.
 *
 * @param kind whether it executes the request or takes its nonce away
 */
public record Attempt(long nonce, Kind kind, Fees fees, SignedTransaction signed, Instant signedAt) {

    public enum Kind {
        EXECUTE,
        CANCEL
    }
}
