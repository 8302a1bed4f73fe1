package dev.ovation.chain.crypto;

import dev.ovation.core.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The mixed-case form of addresses (EIP-55), in which a wrong digit shows. */
public final class ChecksumAddress {

    private ChecksumAddress() {}

    /** {@code 0x} and 40 digits whose case carries the checksum. */
    public static String format(Address address) {
        String lower = address.toString();
        byte[] hash = Keccak256.bytes(lower.substring(2).getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder(lower);
        for (int i = 0; i < 40; i++) {
            int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
            if (nibble >= 8) {
                text.setCharAt(i + 2, Character.toUpperCase(text.charAt(i + 2)));
            }
        }
        return text.toString();
    }

    /**
     * Reads an address that a person typed: all lower case, all upper case, or with a right checksum.
     *
     * @throws IllegalArgumentException if the text is no address, or its checksum is wrong
     */
    public static Address parse(String text) {
        Address address = Address.of(text);
        String digits = text.substring(2);
        boolean mixed =
                !digits.equals(digits.toLowerCase(Locale.ROOT)) && !digits.equals(digits.toUpperCase(Locale.ROOT));
        if (mixed && !format(address).equals(text)) {
            throw new IllegalArgumentException("the checksum of the address is wrong");
        }
        return address;
    }
}
