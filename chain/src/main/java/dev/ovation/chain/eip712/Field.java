package dev.ovation.chain.eip712;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One field of a struct: its name and type, how to write its 32-byte word, and how to show it in a payload.
 *
 * @param <T> the record that has the field
 */
record Field<T>(
        String name, String type, WordWriter<T> word, Function<T, Object> json, Optional<StructType<?>> nested) {

    /** Writes {@code encodeData} of one field, 32 bytes, into a buffer whose bytes are zero there. */
    interface WordWriter<T> {
        void write(T record, byte[] buffer, int offset);
    }

    static <T, V> Field<T> of(String name, ValueType<V> type, Function<T, V> read) {
        return new Field<>(
                name,
                type.name(),
                (record, buffer, offset) -> type.write(read.apply(record), buffer, offset),
                record -> type.json(read.apply(record)),
                type.nested());
    }

    static <T> Field<T> ofLong(String name, int bits, ToLongFunction<T> read) {
        ValueType.checkBits(bits);
        return new Field<>(
                name,
                "uint" + bits,
                (record, buffer, offset) -> writeLong(checked(read.applyAsLong(record), bits), buffer, offset),
                record -> Long.toString(checked(read.applyAsLong(record), bits)),
                Optional.empty());
    }

    private static long checked(long value, int bits) {
        if (value < 0 || (bits < 63 && value >>> bits != 0)) {
            throw new ArithmeticException("not a uint" + bits + ": " + value);
        }
        return value;
    }

    private static void writeLong(long value, byte[] buffer, int offset) {
        for (int i = 0; i < Long.BYTES; i++) {
            buffer[offset + 31 - i] = (byte) (value >>> (8 * i));
        }
    }

    /** An array hashes the words of its elements, one after the other. */
    static <T, V> Field<T> array(String name, ValueType<V> type, Function<T, List<V>> read) {
        return new Field<>(
                name,
                type.name() + "[]",
                (record, buffer, offset) -> {
                    List<V> values = read.apply(record);
                    byte[] words = new byte[values.size() * Bytes32.LENGTH];
                    for (int i = 0; i < values.size(); i++) {
                        type.write(values.get(i), words, i * Bytes32.LENGTH);
                    }
                    System.arraycopy(Keccak256.bytes(words), 0, buffer, offset, Bytes32.LENGTH);
                },
                record -> {
                    List<Object> shown = new ArrayList<>();
                    read.apply(record).forEach(value -> shown.add(type.json(value)));
                    return shown;
                },
                type.nested());
    }
}
