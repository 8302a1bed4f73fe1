package dev.ovation.runtime.onchain;

import java.time.Duration;

/**
 * How the ports deal with the chain.
 *
 * @param confirmations blocks, its own included, that a transaction found on the chain must have before it counts; 1 or
 *     more. The owners of the signing accounts have the same setting of their own
 * @param patience how long a call waits for its transaction before it answers that the outcome is unknown
 * @param poll how often a transaction that is found but not confirmed is looked at again
 * @param freshHead for how long the newest block is taken for the newest
 */
public record OnchainSettings(int confirmations, Duration patience, Duration poll, Duration freshHead) {

    public OnchainSettings {
        if (confirmations < 1 || patience.isNegative() || !poll.isPositive() || freshHead.isNegative()) {
            throw new IllegalArgumentException(
                    "confirmations and poll are positive, patience and freshHead not negative");
        }
    }

    public static OnchainSettings ordinary() {
        return new OnchainSettings(1, Duration.ofSeconds(90), Duration.ofMillis(200), Duration.ofMillis(250));
    }

    public OnchainSettings withConfirmations(int blocks) {
        return new OnchainSettings(blocks, patience, poll, freshHead);
    }
}
