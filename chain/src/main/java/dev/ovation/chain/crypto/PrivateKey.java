package dev.ovation.chain.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/** A secp256k1 private key. Never shows itself: not in {@link #toString}, not in a message. */
public final class PrivateKey {

    private final byte[] bytes;

    private PrivateKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException if the bytes are not 32, zero, or not below the order of the curve
     */
    public static PrivateKey of(byte[] bytes) {
        BigInteger value = new BigInteger(1, bytes);
        if (bytes.length != 32 || value.signum() == 0 || value.compareTo(Signature.ORDER) >= 0) {
            throw new IllegalArgumentException("not a private key of secp256k1");
        }
        return new PrivateKey(bytes.clone());
    }

    /**
     * Reads 64 hexadecimal digits, with or without {@code 0x}.
     *
     * @throws IllegalArgumentException if the text is no key; the message does not repeat it
     */
    public static PrivateKey of(String hex) {
        String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
        if (digits.length() != 64) {
            throw new IllegalArgumentException("a private key has 64 hexadecimal digits");
        }
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            int high = Character.digit(digits.charAt(2 * i), 16);
            int low = Character.digit(digits.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException("a private key has 64 hexadecimal digits");
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return of(bytes);
    }

    /** The secret itself, as a fresh copy; whoever asks wipes it. */
    public byte[] secret() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrivateKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return PrivateKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "PrivateKey(hidden)";
    }
}
