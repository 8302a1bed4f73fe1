package dev.ovation.core.delegation;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;

/**
 * The terms that a fan signs with EIP-712; field for field the contracts' {@code Authorization}.
 *
 * @param owner the fan
 * @param token what may be taken
 * @param creator the one creator who may be paid, or {@link Address#ZERO} for any registered one
 * @param cap wei in total, at most 2^96-1
 * @param capPerIntent wei that one intent may take at most
 * @param validAfter second since 1970 from which on it is valid
 * @param validUntil last second at which it is valid
 * @param salt tells one-time from standing, and carries generation and nonce
 */
public record Authorization(
        Address owner,
        Token token,
        Address creator,
        Wei cap,
        Wei capPerIntent,
        long validAfter,
        long validUntil,
        BigInteger salt) {

    private static final int STANDING_BIT = 255;
    /** A nonce of 64 bits and the 16 bits of a generation that the contracts count. */
    private static final int ONE_TIME_SALT_BITS = 80;

    private static final BigInteger WORD64 = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger WORD32 = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);

    /** The largest cap and the largest amount of one intent: 2^96-1 wei. */
    public static final Wei MAX_CAP = new Wei(BigInteger.ONE.shiftLeft(96).subtract(BigInteger.ONE));

    public Authorization {
        if (salt.signum() < 0 || salt.bitLength() > 256) {
            throw new IllegalArgumentException("salt is not an unsigned 256-bit integer");
        }
        if (validAfter < 0 || validUntil < 0) {
            throw new IllegalArgumentException("a time before 1970");
        }
    }

    /** The salt of a one-time authorization. */
    public static BigInteger oneTimeSalt(long generation, long nonce) {
        return BigInteger.valueOf(generation).shiftLeft(64).or(BigInteger.valueOf(nonce));
    }

    /** The salt of a standing authorization. */
    public static BigInteger standingSalt(long generation, long random64) {
        return oneTimeSalt(generation, 0)
                .or(BigInteger.valueOf(random64).and(WORD64))
                .setBit(STANDING_BIT);
    }

    /** Whether later intents may draw on it with no new signature. */
    public boolean isStanding() {
        return salt.testBit(STANDING_BIT);
    }

    /** The owner's generation under which it was signed; revoking everything raises the owner's. */
    public long generation() {
        return salt.shiftRight(64).and(WORD32).longValue();
    }

    /** Of a one-time authorization: what makes it usable once. */
    public BigInteger nonce() {
        return salt.and(WORD64);
    }

    /**
     * Whether it is good for one payment and no other: such a one is named whole on the chain in the fewest bytes.
     */
    public boolean allowsJust(Address creator, Wei amount) {
        return salt.bitLength() <= ONE_TIME_SALT_BITS
                && this.creator.equals(creator)
                && cap.equals(amount)
                && capPerIntent.equals(amount);
    }

    public boolean allowsAnyCreator() {
        return creator.isZero();
    }
}
