package dev.ovation.chain;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes: call data, a result, a raw transaction. */
public final class Bytes {

    public static final Bytes EMPTY = new Bytes(new byte[0]);
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** Takes over an array that its caller has just made and will not touch again. */
    public static Bytes wrap(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes);
    }

    /**
     * Reads {@code 0x} and an even number of hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Bytes of(String hex) {
        if (!hex.startsWith("0x")) {
            throw new IllegalArgumentException("expected 0x and hexadecimal digits");
        }
        return wrap(HexFormat.of().parseHex(hex, 2, hex.length()));
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and lower-case digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
