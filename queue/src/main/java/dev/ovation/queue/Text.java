package dev.ovation.queue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between Redis's bytes and Java's strings and numbers. */
final class Text {

    static final byte[] EMPTY = new byte[0];
    static final byte[] ZERO = {'0'};
    static final byte[] ONE = {'1'};

    private Text() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(long number) {
        return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
    }

    static String string(Object bytes) {
        return bytes instanceof byte[] b ? new String(b, StandardCharsets.UTF_8) : bytes.toString();
    }

    static @Nullable String orNull(@Nullable Object bytes) {
        return bytes == null ? null : string(bytes);
    }

    /** Redis scripts answer a number now as an integer, now as text. */
    static long number(@Nullable Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        if (reply == null) {
            return 0;
        }
        String text = string(reply);
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? Long.parseLong(text) : (long) Double.parseDouble(text);
    }

    static long numberOr(@Nullable Object reply, long otherwise) {
        return reply == null ? otherwise : number(reply);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object reply) {
        return reply == null ? List.of() : (List<Object>) reply;
    }

    static List<String> strings(@Nullable Object reply) {
        List<String> strings = new ArrayList<>();
        for (Object element : list(reply)) {
            strings.add(string(element));
        }
        return strings;
    }

    /** A flat list of names and values, which is how RESP2 and Lua hand over a hash. */
    static Map<String, byte[]> hash(@Nullable Object reply) {
        List<Object> flat = list(reply);
        Map<String, byte[]> hash = HashMap.newHashMap(flat.size() / 2);
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            hash.put(string(flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return hash;
    }
}
