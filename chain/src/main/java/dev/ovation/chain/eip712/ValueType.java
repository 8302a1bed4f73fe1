package dev.ovation.chain.eip712;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** A type of EIP-712 and how its values become a word and a piece of a payload. */
record ValueType<V>(String name, Field.WordWriter<V> word, Function<V, Object> shown, Optional<StructType<?>> nested) {

    static final ValueType<Address> ADDRESS = atomic(
            "address",
            (value, buffer, offset) -> System.arraycopy(value.bytes(), 0, buffer, offset + 12, Address.LENGTH),
            Address::toString);

    static final ValueType<Bytes32> BYTES32 = atomic(
            "bytes32",
            (value, buffer, offset) -> System.arraycopy(value.bytes(), 0, buffer, offset, Bytes32.LENGTH),
            Bytes32::toString);

    static final ValueType<Boolean> BOOL =
            atomic("bool", (value, buffer, offset) -> buffer[offset + 31] = (byte) (value ? 1 : 0), value -> value);

    static final ValueType<String> STRING = atomic(
            "string",
            (value, buffer, offset) -> writeHash(value.getBytes(StandardCharsets.UTF_8), buffer, offset),
            value -> value);

    static final ValueType<byte[]> BYTES =
            atomic("bytes", ValueType::writeHash, value -> "0x" + HexFormat.of().formatHex(value));

    static ValueType<BigInteger> uint(int bits) {
        checkBits(bits);
        return atomic(
                "uint" + bits,
                (value, buffer, offset) -> {
                    if (value.signum() < 0 || value.bitLength() > bits) {
                        throw new ArithmeticException("not a uint" + bits + ": " + value);
                    }
                    byte[] bytes = value.toByteArray();
                    int skip = bytes.length > Bytes32.LENGTH ? 1 : 0;
                    int length = bytes.length - skip;
                    System.arraycopy(bytes, skip, buffer, offset + Bytes32.LENGTH - length, length);
                },
                BigInteger::toString);
    }

    static <V> ValueType<V> struct(StructType<V> type) {
        return new ValueType<>(
                type.name(),
                (value, buffer, offset) -> System.arraycopy(type.hashStruct(value), 0, buffer, offset, Bytes32.LENGTH),
                type::message,
                Optional.of(type));
    }

    static void checkBits(int bits) {
        if (bits < 8 || bits > 256 || bits % 8 != 0) {
            throw new IllegalArgumentException("no such type: uint" + bits);
        }
    }

    private static <V> ValueType<V> atomic(String name, Field.WordWriter<V> word, Function<V, Object> shown) {
        return new ValueType<>(name, word, shown, Optional.empty());
    }

    private static void writeHash(byte[] value, byte[] buffer, int offset) {
        System.arraycopy(Keccak256.bytes(value), 0, buffer, offset, Bytes32.LENGTH);
    }

    void write(V value, byte[] buffer, int offset) {
        word.write(value, buffer, offset);
    }

    Object json(V value) {
        return shown.apply(value);
    }
}
