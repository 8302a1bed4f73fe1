package dev.ovation.core.intent;

import java.math.BigInteger;

/**
 * Where an intent stands on the chain.
 *
 * @param leg its index in the batch
 */
public record ChainPlace(BatchId batch, int leg) {

    /** The intent's id on the chain: {@code batchId << 16 | leg}. */
    public BigInteger intentId() {
        return batch.onChain().shiftLeft(16).or(BigInteger.valueOf(leg));
    }

    /** The on-chain id as 0x and 36 hexadecimal digits. */
    public String toHex() {
        String digits = intentId().toString(16);
        return "0x" + "0".repeat(36 - digits.length()) + digits;
    }
}
