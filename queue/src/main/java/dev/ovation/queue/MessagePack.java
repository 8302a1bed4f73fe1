package dev.ovation.queue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the MessagePack that BullMQ's scripts unpack: nil, booleans, numbers, strings, lists and maps with string
 * keys. Format: the MessagePack specification's table of first bytes.
 */
final class MessagePack {

    private byte[] buffer = new byte[192];
    private int size;

    static byte[] pack(@Nullable Object value) {
        MessagePack pack = new MessagePack();
        pack.write(value);
        return pack.bytes();
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    MessagePack write(@Nullable Object value) {
        switch (value) {
            case null -> put(0xc0);
            case String text -> writeText(text);
            case Boolean flag -> put(flag ? 0xc3 : 0xc2);
            case Integer number -> writeNumber(number);
            case Long number -> writeNumber(number);
            case Number number -> writeDouble(number.doubleValue());
            case Map<?, ?> map -> {
                writeHeader(map.size(), 0x80, 0xde);
                map.forEach((key, entry) -> {
                    writeText((String) key);
                    write(entry);
                });
            }
            case Collection<?> list -> {
                writeHeader(list.size(), 0x90, 0xdc);
                list.forEach(this::write);
            }
            default -> throw new IllegalArgumentException("can't pack a " + value.getClass());
        }
        return this;
    }

    private void writeNumber(long number) {
        if (number >= -32 && number < 128) {
            put((int) number);
        } else if (number >= 0 && number <= 0xffff_ffffL) {
            put(0xce);
            putBig(number, 4);
        } else {
            put(0xd3);
            putBig(number, 8);
        }
    }

    private void writeDouble(double number) {
        put(0xcb);
        putBig(Double.doubleToRawLongBits(number), 8);
    }

    private void writeText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            put(0xa0 | bytes.length);
        } else if (bytes.length < 256) {
            put(0xd9);
            put(bytes.length);
        } else {
            put(0xdb);
            putBig(bytes.length, 4);
        }
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** A short list or map has its length in its first byte, a longer one in the two bytes after, or four. */
    private void writeHeader(int length, int shortForm, int longForm) {
        if (length < 16) {
            put(shortForm | length);
        } else if (length < 65_536) {
            put(longForm);
            putBig(length, 2);
        } else {
            put(longForm + 1);
            putBig(length, 4);
        }
    }

    private void putBig(long value, int bytes) {
        for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
            put((int) (value >>> shift));
        }
    }

    private void put(int octet) {
        reserve(1);
        buffer[size++] = (byte) octet;
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
