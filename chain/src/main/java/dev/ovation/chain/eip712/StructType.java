package dev.ovation.chain.eip712;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The EIP-712 description of a record: its name and fields in order, each with the method that reads it.
 *
 * @param <T> the record that is described
 */
public final class StructType<T> {

    private final String name;
    private final List<Field<T>> fields;
    private final byte[] typeHash;

    private StructType(String name, List<Field<T>> fields) {
        this.name = name;
        this.fields = List.copyOf(fields);
        this.typeHash = Keccak256.bytes(encodeType().getBytes(StandardCharsets.US_ASCII));
    }

    public static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    public String name() {
        return name;
    }

    public Bytes32 typeHash() {
        return Bytes32.of(typeHash);
    }

    /** Such as {@code Mail(Person from,string contents)Person(string name)}: this type, then those it refers to by name. */
    public String encodeType() {
        StringBuilder text = new StringBuilder(signature());
        collect().values().stream().filter(type -> type != this).forEach(type -> text.append(type.signature()));
        return text.toString();
    }

    /** {@code hashStruct} of EIP-712, 32 bytes. */
    public byte[] hashStruct(T value) {
        byte[] buffer = new byte[Bytes32.LENGTH * (fields.size() + 1)];
        System.arraycopy(typeHash, 0, buffer, 0, Bytes32.LENGTH);
        int offset = Bytes32.LENGTH;
        for (Field<T> field : fields) {
            field.word().write(value, buffer, offset);
            offset += Bytes32.LENGTH;
        }
        return Keccak256.bytes(buffer);
    }

    private String signature() {
        StringBuilder text = new StringBuilder(name).append('(');
        String separator = "";
        for (Field<T> field : fields) {
            text.append(separator).append(field.type()).append(' ').append(field.name());
            separator = ",";
        }
        return text.append(')').toString();
    }

    /** This type and all that it refers to, by name. */
    SortedMap<String, StructType<?>> collect() {
        SortedMap<String, StructType<?>> found = new TreeMap<>();
        collectInto(found);
        return found;
    }

    private void collectInto(SortedMap<String, StructType<?>> found) {
        if (found.putIfAbsent(name, this) == null) {
            fields.forEach(field -> field.nested().ifPresent(type -> type.collectInto(found)));
        }
    }

    List<Map<String, String>> fieldList() {
        List<Map<String, String>> list = new ArrayList<>();
        for (Field<T> field : fields) {
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("name", field.name());
            entry.put("type", field.type());
            list.add(entry);
        }
        return list;
    }

    Map<String, Object> message(T value) {
        Map<String, Object> message = new LinkedHashMap<>();
        fields.forEach(field -> message.put(field.name(), field.json().apply(value)));
        return message;
    }

    /** Collects the fields in the order in which they are hashed. */
    public static final class Builder<T> {

        private final String name;
        private final List<Field<T>> fields = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder<T> address(String field, Function<T, Address> read) {
            return with(Field.of(field, ValueType.ADDRESS, read));
        }

        public Builder<T> bytes32(String field, Function<T, Bytes32> read) {
            return with(Field.of(field, ValueType.BYTES32, read));
        }

        /** A {@code uint256} that is an amount. */
        public Builder<T> wei(String field, Function<T, Wei> read) {
            return uint(field, 256, record -> read.apply(record).value());
        }

        /** A {@code uint<bits>}; hashing a value that doesn't fit throws {@link ArithmeticException}. */
        public Builder<T> uint(String field, int bits, Function<T, BigInteger> read) {
            return with(Field.of(field, ValueType.uint(bits), read));
        }

        /** A {@code uint<bits>} whose values fit a positive long: times, counters, chain ids. */
        public Builder<T> uint64(String field, int bits, ToLongFunction<T> read) {
            return with(Field.ofLong(field, bits, read));
        }

        public Builder<T> bool(String field, Function<T, Boolean> read) {
            return with(Field.of(field, ValueType.BOOL, read));
        }

        public Builder<T> string(String field, Function<T, String> read) {
            return with(Field.of(field, ValueType.STRING, read));
        }

        public Builder<T> bytes(String field, Function<T, byte[]> read) {
            return with(Field.of(field, ValueType.BYTES, read));
        }

        public <V> Builder<T> struct(String field, StructType<V> type, Function<T, V> read) {
            return with(Field.of(field, ValueType.struct(type), read));
        }

        public Builder<T> addresses(String field, Function<T, List<Address>> read) {
            return with(Field.array(field, ValueType.ADDRESS, read));
        }

        public Builder<T> words(String field, Function<T, List<Bytes32>> read) {
            return with(Field.array(field, ValueType.BYTES32, read));
        }

        public Builder<T> uints(String field, int bits, Function<T, List<BigInteger>> read) {
            return with(Field.array(field, ValueType.uint(bits), read));
        }

        public <V> Builder<T> structs(String field, StructType<V> type, Function<T, List<V>> read) {
            return with(Field.array(field, ValueType.struct(type), read));
        }

        private Builder<T> with(Field<T> field) {
            fields.add(field);
            return this;
        }

        public StructType<T> build() {
            return new StructType<>(name, fields);
        }
    }
}
