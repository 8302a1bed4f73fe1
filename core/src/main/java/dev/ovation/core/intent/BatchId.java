package dev.ovation.core.intent;

import java.math.BigInteger;
import java.util.UUID;

/**
 * Names a batch off-chain and on-chain alike: a UUID version 7 whose 128 bits are the contract's {@code batchId}, so
 * that the contract itself refuses a batch that is submitted twice.
 */
public record BatchId(UUID value) {

    private static final BigInteger WORD64 = BigInteger.ONE.shiftLeft(64);

    public static BatchId of(String text) {
        return new BatchId(UUID.fromString(text));
    }

    /** From the contract's unsigned 128-bit integer. */
    public static BatchId ofChain(BigInteger id) {
        return new BatchId(new UUID(id.shiftRight(64).longValue(), id.longValue()));
    }

    /** As the contract's unsigned 128-bit integer. */
    public BigInteger onChain() {
        return unsigned(value.getMostSignificantBits()).shiftLeft(64).or(unsigned(value.getLeastSignificantBits()));
    }

    private static BigInteger unsigned(long word) {
        BigInteger signed = BigInteger.valueOf(word);
        return signed.signum() < 0 ? signed.add(WORD64) : signed;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
