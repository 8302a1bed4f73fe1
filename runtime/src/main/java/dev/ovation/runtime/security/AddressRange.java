package dev.ovation.runtime.security;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * A range of IP addresses in CIDR notation.
 *
 * @param prefix bits that an address shares with {@code network} to be inside
 */
public record AddressRange(InetAddress network, int prefix) {

    public AddressRange {
        if (prefix < 0 || prefix > 8 * network.getAddress().length) {
            throw new IllegalArgumentException("a prefix longer than its address");
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code 192.0.2.1} or their like of IPv6.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int bits = 8 * network.getAddress().length;
        return new AddressRange(network, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    }

    /** Several of them with commas between; none in an empty text. */
    public static List<AddressRange> parseAll(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(range -> !range.isEmpty())
                .map(AddressRange::parse)
                .toList();
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] other = address.getAddress();
        if (ours.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((ours[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
