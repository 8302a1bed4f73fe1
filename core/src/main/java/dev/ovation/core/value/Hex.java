package dev.ovation.core.value;

import java.util.HexFormat;

/** Strict hexadecimal with its {@code 0x} prefix. */
final class Hex {

    private Hex() {}

    static byte[] parse(String hex, int length) {
        if (hex.length() != 2 + 2 * length || !hex.startsWith("0x")) {
            throw new IllegalArgumentException("expected 0x and " + 2 * length + " hexadecimal digits");
        }
        return HexFormat.of().parseHex(hex, 2, hex.length());
    }
}
