package dev.ovation.chain.account;

import java.time.Duration;
import java.util.Optional;

/**
 * How an owner goes about its account.
 *
 * @param maxInFlight transactions that may be on their way at once; nodes keep few of one account
 * @param maxWaiting requests that may wait for a place beyond those
 * @param confirmations blocks, the including one among them, after which an outcome is told
 * @param finalityDepth blocks after which nothing is expected to be undone; until then an owner looks after a
 *     transaction, and no nonce is given up for lost
 * @param pollEvery how often the chain is asked when nothing wakes the owner earlier
 * @param rebroadcastAfter how long a transaction may be unmined before a node is asked whether it still knows it
 * @param stuckAfter how long an attempt may be unmined before its fee is raised
 * @param giveUpAfter how long a request may be unmined before it is cancelled; empty for ever
 * @param gasMarginPercent is added to an estimate
 */
public record OwnerPolicy(
        int maxInFlight,
        int maxWaiting,
        int confirmations,
        int finalityDepth,
        Duration pollEvery,
        Duration rebroadcastAfter,
        Duration stuckAfter,
        Optional<Duration> giveUpAfter,
        int gasMarginPercent) {

    /** For a chain with blocks of a few seconds. */
    public static final OwnerPolicy DEFAULT = new OwnerPolicy(
            16,
            1_000,
            1,
            32,
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            Duration.ofSeconds(45),
            Optional.empty(),
            20);

    public OwnerPolicy {
        if (maxInFlight < 1 || maxWaiting < 1 || confirmations < 1 || finalityDepth < confirmations) {
            throw new IllegalArgumentException(
                    "an owner needs room, at least one confirmation, and finality not before it");
        }
    }
}
