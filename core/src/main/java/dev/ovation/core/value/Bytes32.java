package dev.ovation.core.value;

import java.util.Arrays;
import java.util.HexFormat;

/** A 32-byte word: a hash, a salt or an identifier on the chain. */
public final class Bytes32 implements Comparable<Bytes32> {

    public static final int LENGTH = 32;
    public static final Bytes32 ZERO = new Bytes32(new byte[LENGTH]);
    private final byte[] bytes;

    private Bytes32(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException if there are not exactly 32 bytes
     */
    public static Bytes32 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a word has 32 bytes, not " + bytes.length);
        }
        return new Bytes32(bytes.clone());
    }

    /**
     * Reads {@code 0x} and 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Bytes32 of(String hex) {
        return new Bytes32(Hex.parse(hex, LENGTH));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Bytes32 other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes32 b && Arrays.equals(bytes, b.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and 64 lower-case digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
