package dev.ovation.chain.account;

import dev.ovation.core.value.Wei;

/**
 * What may be offered per unit of gas.
 *
 * @param minPriorityFee offered to the block's producer at least
 * @param maxPriorityFee at most, at first; a stuck transaction may offer more
 * @param maxFee the cap on the whole, never exceeded, not by a raise either
 * @param bumpPercent of a raise; nodes ask for 10 at least
 */
public record FeePolicy(Wei minPriorityFee, Wei maxPriorityFee, Wei maxFee, int bumpPercent) {

    private static final long GWEI = 1_000_000_000L;

    public static final FeePolicy DEFAULT =
            new FeePolicy(Wei.of(GWEI / 100), Wei.of(10 * GWEI), Wei.of(500 * GWEI), 13);

    public FeePolicy {
        if (bumpPercent < 10 || minPriorityFee.exceeds(maxPriorityFee) || maxPriorityFee.exceeds(maxFee)) {
            throw new IllegalArgumentException(
                    "fees rise by 10 % at least, and the priority fee's bounds lie below the cap");
        }
    }
}
