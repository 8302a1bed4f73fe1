package dev.ovation.chain.tx;

import dev.ovation.core.value.Wei;

/**
 * What a transaction offers per unit of gas.
 *
 * @param maxFeePerGas the most that is paid in all
 * @param maxPriorityFeePerGas the part of it that goes to the block's producer at most; not above the whole
 */
public record Fees(Wei maxFeePerGas, Wei maxPriorityFeePerGas) {

    public Fees {
        if (maxPriorityFeePerGas.exceeds(maxFeePerGas)) {
            throw new IllegalArgumentException("the priority fee exceeds the whole fee");
        }
    }
}
