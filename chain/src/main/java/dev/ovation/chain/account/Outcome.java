package dev.ovation.chain.account;

import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.value.Bytes32;
import java.util.Optional;

/** What became of a request. */
public sealed interface Outcome {

    /**
     * The transaction is on the chain with its confirmations.
     *
     * @param revert why it failed; empty if and only if it succeeded
     */
    record Mined(Receipt receipt, Optional<RevertReason> revert) implements Outcome {

        public boolean succeeded() {
            return revert.isEmpty();
        }
    }

    /**
     * Another transaction has taken its nonce for good: the request was never executed and never will be.
     *
     * @param hash of the transaction that took the nonce
     */
    record Cancelled(Bytes32 hash) implements Outcome {}

    /**
     * The request was never signed into a transaction. It had no effect, and may be submitted again.
     *
     * @param revert why the contract would refuse it, for {@link Reason#REVERTS}
     */
    record NotSent(Reason reason, String detail, Optional<RevertReason> revert) implements Outcome {

        NotSent(Reason reason, String detail) {
            this(reason, detail, Optional.empty());
        }
    }

    /** Why a request was not sent. */
    enum Reason {
        /** Executing it now would revert. */
        REVERTS,
        /** The key was used before, for something else. */
        KEY_CONFLICT,
        /** The owner is suspended. */
        SUSPENDED,
        /** Too many requests wait already. */
        BUSY,
        /** The account can't pay for gas. */
        UNDERFUNDED,
        /** The chain asks for more than the configured cap. */
        FEES_ABOVE_CAP,
        /** The signer gave no signature. */
        SIGNER_FAILED,
        /** Cancelled before it was signed. */
        WITHDRAWN,
        /** Every account is leased by another server. */
        NO_FREE_ACCOUNT
    }
}
