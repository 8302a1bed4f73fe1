package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.time.Duration;

/**
 * Is told what owners do, for metrics and alerts. Called on the owner's thread; must return at once and not throw.
 * Every method does nothing unless overridden.
 */
public interface OwnerListener {

    OwnerListener NONE = new OwnerListener() {};

    /** A new transaction was journaled and is being broadcast. */
    default void sent(Address account, String key, Bytes32 hash) {}

    /** A node had forgotten it, or its answer got lost. */
    default void rebroadcast(Address account, String key, Bytes32 hash) {}

    /** A further attempt with higher fees, or to cancel, was journaled. */
    default void replaced(Address account, String key, Bytes32 hash, Attempt.Kind kind) {}

    /** The cap on fees leaves no room for a raise that is due. */
    default void feeCapReached(Address account, String key) {}

    /** It is in a block. */
    default void included(Address account, String key, Receipt receipt, Duration sinceFirstSigned) {}

    /** A re-org took it out of its block again. */
    default void dropped(Address account, String key, Bytes32 hash) {}

    /** A stranger's transaction has taken the nonce for good: somebody else uses the key of this account. */
    default void nonceUsurped(Address account, String key, long nonce, Bytes32 stranger) {}

    /** A nonce that no record explains is being filled. */
    default void gapFilled(Address account, long nonce) {}

    /** The account can or can't pay for gas. */
    default void funded(Address account, boolean enough) {}

    /** How many transactions are on their way, and how many requests wait. */
    default void load(Address account, int inFlight, int waiting) {}
}
