package dev.ovation.chain.tx;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;

/** Recursive length prefix, the serialization of the execution layer (yellow paper, appendix B). */
final class Rlp {

    private Rlp() {}

    static byte[] string(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] >= 0) {
            return bytes.clone();
        }
        return prefixed(0x80, bytes);
    }

    /** Integers have no leading zero; zero is the empty string. */
    static byte[] integer(BigInteger value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative integers");
        }
        byte[] bytes = value.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        byte[] trimmed = new byte[bytes.length - skip];
        System.arraycopy(bytes, skip, trimmed, 0, trimmed.length);
        return string(trimmed);
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    /** A list of items that are encoded already. */
    static byte[] list(List<byte[]> items) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        items.forEach(payload::writeBytes);
        return prefixed(0xc0, payload.toByteArray());
    }

    private static byte[] prefixed(int base, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 5);
        if (payload.length <= 55) {
            out.write(base + payload.length);
        } else {
            int lengthBytes = (39 - Integer.numberOfLeadingZeros(payload.length)) / 8;
            out.write(base + 55 + lengthBytes);
            for (int i = lengthBytes - 1; i >= 0; i--) {
                out.write(payload.length >>> 8 * i);
            }
        }
        out.writeBytes(payload);
        return out.toByteArray();
    }
}
