package dev.ovation.chain.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A recoverable secp256k1 signature: r, s (in the lower half) and the parity of the nonce point.
 *
 * <p>The canonical form has 65 bytes: r, s, v with v = 27 or 28 (0 and 1 are read as well). The compact form of
 * EIP-2098 is refused by {@link #of} and accepted by {@link #ofCompact} only, so that one authorization has one
 * accepted encoding unless a caller decides otherwise.
 */
public final class Signature {

    public static final int LENGTH = 65;
    static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final byte[] N = unsigned(ORDER);
    private static final byte[] HALF_N = unsigned(ORDER.shiftRight(1));
    private static final byte[] ZERO = new byte[32];

    private final byte[] rs;
    private final int yParity;

    private Signature(byte[] rs, int yParity) {
        this.rs = rs;
        this.yParity = yParity;
    }

    /**
     * Reads the canonical 65 bytes.
     *
     * @throws InvalidSignature if the bytes are compact, malleable or out of range
     */
    public static Signature of(byte[] signature) {
        if (signature.length != LENGTH) {
            throw new InvalidSignature(
                    signature.length == 64 ? InvalidSignature.Reason.COMPACT : InvalidSignature.Reason.LENGTH);
        }
        int v = signature[64];
        int parity = v >= 27 ? v - 27 : v;
        return of(Arrays.copyOf(signature, 64), parity);
    }

    /**
     * Reads the 64 bytes of EIP-2098, in which the parity is the highest bit of s.
     *
     * @throws InvalidSignature if the bytes are not 64, or out of range
     */
    public static Signature ofCompact(byte[] signature) {
        if (signature.length != 64) {
            throw new InvalidSignature(InvalidSignature.Reason.LENGTH);
        }
        byte[] rs = signature.clone();
        int parity = (rs[32] & 0x80) >>> 7;
        rs[32] &= 0x7f;
        return of(rs, parity);
    }

    static Signature of(byte[] rs, int yParity) {
        if (yParity != 0 && yParity != 1) {
            throw new InvalidSignature(InvalidSignature.Reason.RECOVERY_ID);
        }
        if (outOfRange(rs, 0) || outOfRange(rs, 32)) {
            throw new InvalidSignature(InvalidSignature.Reason.OUT_OF_RANGE);
        }
        if (Arrays.compareUnsigned(rs, 32, 64, HALF_N, 0, 32) > 0) {
            throw new InvalidSignature(InvalidSignature.Reason.HIGH_S);
        }
        return new Signature(rs, yParity);
    }

    private static boolean outOfRange(byte[] rs, int from) {
        return Arrays.compareUnsigned(rs, from, from + 32, N, 0, 32) >= 0
                || Arrays.equals(rs, from, from + 32, ZERO, 0, 32);
    }

    static byte[] unsigned(BigInteger value) {
        byte[] word = new byte[32];
        byte[] bytes = value.toByteArray();
        int skip = bytes.length > 32 ? bytes.length - 32 : 0;
        System.arraycopy(bytes, skip, word, 32 - (bytes.length - skip), bytes.length - skip);
        return word;
    }

    public BigInteger r() {
        return new BigInteger(1, rs, 0, 32);
    }

    public BigInteger s() {
        return new BigInteger(1, rs, 32, 32);
    }

    /** 0 or 1, as typed transactions carry it. */
    public int yParity() {
        return yParity;
    }

    /** r and s, 64 bytes. */
    byte[] rs() {
        return rs;
    }

    /** r, s and v = 27 or 28: what contracts and wallets expect. */
    public byte[] bytes() {
        byte[] bytes = Arrays.copyOf(rs, LENGTH);
        bytes[64] = (byte) (27 + yParity);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Signature that && yParity == that.yParity && Arrays.equals(rs, that.rs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rs) + yParity;
    }

    /** {@code 0x} and 130 digits, as {@link #bytes()}. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes());
    }
}
