package dev.ovation.core.value;

import java.util.Arrays;
import java.util.HexFormat;

/** An EVM address: 20 bytes. Written in lower-case hexadecimal; the checksum of EIP-55 belongs to the edges. */
public final class Address implements Comparable<Address> {

    public static final int LENGTH = 20;
    public static final Address ZERO = new Address(new byte[LENGTH]);
    private final byte[] bytes;

    private Address(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException if there are not exactly 20 bytes
     */
    public static Address of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
        }
        return new Address(bytes.clone());
    }

    /**
     * Reads {@code 0x} and 40 hexadecimal digits of any case; a checksum is not looked at.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Address of(String hex) {
        return new Address(Hex.parse(hex, LENGTH));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    @Override
    public int compareTo(Address other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address a && Arrays.equals(bytes, a.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and 40 lower-case digits. */
    @Override
    public String toString() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
