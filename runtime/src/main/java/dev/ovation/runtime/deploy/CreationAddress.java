package dev.ovation.runtime.deploy;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Address;
import java.math.BigInteger;
import java.util.Arrays;

/** Where a contract comes to lie: the last 20 bytes of {@code keccak256(rlp([creator, nonce]))}. */
final class CreationAddress {

    private static final int STRING = 0x80;
    private static final int LIST = 0xc0;

    private CreationAddress() {}

    static Address of(Address creator, long nonce) {
        byte[] number = nonce == 0 ? new byte[0] : BigInteger.valueOf(nonce).toByteArray();
        if (number.length > 1 && number[0] == 0) {
            number = Arrays.copyOfRange(number, 1, number.length);
        }
        boolean itself = number.length == 1 && number[0] > 0;
        byte[] encoded = itself ? number : prefixed(STRING, number);
        byte[] items = concat(prefixed(STRING, creator.bytes()), encoded);
        byte[] hash = Keccak256.bytes(prefixed(LIST, items));
        return Address.of(Arrays.copyOfRange(hash, 12, 32));
    }

    /** All lengths here are below 56. */
    private static byte[] prefixed(int base, byte[] payload) {
        return concat(new byte[] {(byte) (base + payload.length)}, payload);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
