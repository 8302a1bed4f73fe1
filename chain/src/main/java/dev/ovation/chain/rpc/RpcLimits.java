package dev.ovation.chain.rpc;

import java.time.Duration;

/**
 * What an endpoint may take.
 *
 * @param timeout of a whole exchange, from the first byte sent to the last byte read
 * @param maxResponseBytes of one answer; a larger one fails
 * @param maxBatch requests in one HTTP exchange
 */
public record RpcLimits(Duration timeout, long maxResponseBytes, int maxBatch) {

    public static final RpcLimits DEFAULT = new RpcLimits(Duration.ofSeconds(10), 64L << 20, 100);

    public RpcLimits {
        if (timeout.isNegative() || timeout.isZero() || maxResponseBytes < 1 || maxBatch < 1) {
            throw new IllegalArgumentException("the limits of an endpoint are positive");
        }
    }
}
