package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding as RFC 3986 has it, in UTF-8; anything else is refused. */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * @param field the name to refuse it under
     * @param plusIsBlank as forms write it
     */
    static String decode(String field, String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                int high = i + 1 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw malformed(field);
                }
                decoded.put((byte) (high << 4 | low));
                i += 2;
            } else {
                decoded.put(plusIsBlank && bytes[i] == '+' ? (byte) ' ' : bytes[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
        } catch (CharacterCodingException e) {
            throw malformed(field);
        }
    }

    private static InvalidInput malformed(String field) {
        return new InvalidInput(
                field, RefusalCode.INVALID_FIELD, "The percent-encoding of the " + field + " is wrong.");
    }
}
