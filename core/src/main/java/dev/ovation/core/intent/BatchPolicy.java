package dev.ovation.core.intent;

import java.time.Duration;

/**
 * When a batch is full.
 *
 * @param maxLegs legs of one batch; bounded by the gas of one transaction (EIP-7825: 2^24)
 * @param maxBytes of calldata, estimated
 * @param maxGas of the transaction, estimated
 * @param linger how long the first order waits for company
 * @param maxInFlight batches on their way to the chain at once
 * @param maxQueued orders that wait for a batch; more are refused with OVERLOADED
 */
public record BatchPolicy(int maxLegs, int maxBytes, int maxGas, Duration linger, int maxInFlight, int maxQueued) {

    public BatchPolicy {
        if (maxLegs < IntentOrder.MAX_LEGS
                || maxBytes < 65_536
                || maxGas < 1_000_000
                || maxInFlight < 1
                || maxQueued < 1) {
            throw new IllegalArgumentException("a batch policy needs maxLegs >= " + IntentOrder.MAX_LEGS
                    + ", maxBytes >= 65536, maxInFlight >= 1 and maxQueued >= 1");
        }
    }

    public static BatchPolicy ordinary() {
        return new BatchPolicy(400, 110_000, 15_000_000, Duration.ofMillis(20), 8, 10_000);
    }
}
