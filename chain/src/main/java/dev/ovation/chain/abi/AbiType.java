package dev.ovation.chain.abi;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TypeFactory;
import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Solidity type, its canonical name, and the way between our values and those of the coding library.
 *
 * <p>The library's own address values are made from checksummed text only, two hashes each. Addresses travel as
 * {@code uint160} instead, which has the same encoding.
 */
sealed interface AbiType {

    /** The name as it counts for selectors: {@code uint256}, {@code (address,uint96)[]}. */
    String canonical();

    /** The name under which the coding library knows it. */
    String wireName();

    Object toWire(Object value);

    Object fromWire(Object value);

    /** Whether an indexed event parameter of this type is kept as a hash only. */
    default boolean hashedWhenIndexed() {
        return false;
    }

    record AddressType() implements AbiType {
        @Override
        public String canonical() {
            return "address";
        }

        @Override
        public String wireName() {
            return "uint160";
        }

        @Override
        public Object toWire(Object value) {
            return new BigInteger(1, ((Address) value).bytes());
        }

        @Override
        public Object fromWire(Object value) {
            return Address.of(word((BigInteger) value, Address.LENGTH));
        }

        private static byte[] word(BigInteger value, int length) {
            byte[] bytes = value.toByteArray();
            byte[] word = new byte[length];
            int count = Math.min(bytes.length, length);
            System.arraycopy(bytes, bytes.length - count, word, length - count, count);
            return word;
        }
    }

    /** Any integer; the library wants the narrowest Java type that holds it. */
    record IntegerType(String canonical, Class<?> wireClass) implements AbiType {

        static IntegerType of(String canonical) {
            return new IntegerType(canonical, TypeFactory.create(canonical).clazz());
        }

        @Override
        public String wireName() {
            return canonical;
        }

        @Override
        public Object toWire(Object value) {
            BigInteger integer = switch (value) {
                case BigInteger big -> big;
                case Wei wei -> wei.value();
                case Long number -> BigInteger.valueOf(number);
                case Integer number -> BigInteger.valueOf(number);
                default ->
                    throw new IllegalArgumentException(
                            canonical + " can't be made of " + value.getClass().getSimpleName());
            };
            if (wireClass == Integer.class) {
                return integer.intValueExact();
            }
            return wireClass == Long.class ? (Object) integer.longValueExact() : integer;
        }

        @Override
        public Object fromWire(Object value) {
            return value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue());
        }
    }

    record BooleanType() implements AbiType {
        @Override
        public String canonical() {
            return "bool";
        }

        @Override
        public String wireName() {
            return "bool";
        }

        @Override
        public Object toWire(Object value) {
            return (Boolean) value;
        }

        @Override
        public Object fromWire(Object value) {
            return value;
        }
    }

    /** {@code bytes1} … {@code bytes32}; 32 bytes are a {@link Bytes32}, fewer are {@link Bytes}. */
    record FixedBytesType(int length) implements AbiType {
        @Override
        public String canonical() {
            return "bytes" + length;
        }

        @Override
        public String wireName() {
            return canonical();
        }

        @Override
        public Object toWire(Object value) {
            return value instanceof Bytes32 word ? word.bytes() : ((Bytes) value).toArray();
        }

        @Override
        public Object fromWire(Object value) {
            byte[] bytes = (byte[]) value;
            return length == Bytes32.LENGTH ? Bytes32.of(bytes) : Bytes.of(bytes);
        }
    }

    record BytesType() implements AbiType {
        @Override
        public String canonical() {
            return "bytes";
        }

        @Override
        public String wireName() {
            return "bytes";
        }

        @Override
        public Object toWire(Object value) {
            return ((Bytes) value).toArray();
        }

        @Override
        public Object fromWire(Object value) {
            return Bytes.of((byte[]) value);
        }

        @Override
        public boolean hashedWhenIndexed() {
            return true;
        }
    }

    record StringType() implements AbiType {
        @Override
        public String canonical() {
            return "string";
        }

        @Override
        public String wireName() {
            return "string";
        }

        @Override
        public Object toWire(Object value) {
            return (String) value;
        }

        @Override
        public Object fromWire(Object value) {
            return value;
        }

        @Override
        public boolean hashedWhenIndexed() {
            return true;
        }
    }

    /** An array of a fixed or, with an empty suffix, any length. */
    record ArrayType(AbiType element, String suffix, Class<?> wireClass) implements AbiType {

        static ArrayType of(AbiType element, String suffix) {
            ABIType<?> wire = TypeFactory.create(element.wireName() + "[" + suffix + "]");
            return new ArrayType(element, suffix, wire.clazz().getComponentType());
        }

        @Override
        public String canonical() {
            return element.canonical() + "[" + suffix + "]";
        }

        @Override
        public String wireName() {
            return element.wireName() + "[" + suffix + "]";
        }

        @Override
        public Object toWire(Object value) {
            List<?> values = (List<?>) value;
            Object array = Array.newInstance(wireClass, values.size());
            for (int i = 0; i < values.size(); i++) {
                Array.set(array, i, element.toWire(values.get(i)));
            }
            return array;
        }

        @Override
        public Object fromWire(Object value) {
            int length = Array.getLength(value);
            List<Object> values = new ArrayList<>(length);
            for (int i = 0; i < length; i++) {
                values.add(element.fromWire(Array.get(value, i)));
            }
            return List.copyOf(values);
        }

        @Override
        public boolean hashedWhenIndexed() {
            return true;
        }
    }

    /** A tuple: a Solidity struct, or the parameters of a function. */
    record TupleType(List<AbiParameter> parameters) implements AbiType {
        @Override
        public String canonical() {
            return parameters.stream()
                    .map(parameter -> parameter.type().canonical())
                    .collect(Collectors.joining(",", "(", ")"));
        }

        @Override
        public String wireName() {
            return parameters.stream()
                    .map(parameter -> parameter.type().wireName())
                    .collect(Collectors.joining(",", "(", ")"));
        }

        @Override
        public Tuple toWire(Object value) {
            List<?> values = value instanceof AbiValues named ? named.all() : (List<?>) value;
            if (values.size() != parameters.size()) {
                throw new IllegalArgumentException(
                        canonical() + " takes " + parameters.size() + " values, not " + values.size());
            }
            Object[] wire = new Object[values.size()];
            for (int i = 0; i < wire.length; i++) {
                wire[i] = parameters.get(i).type().toWire(values.get(i));
            }
            return Tuple.from(wire);
        }

        @Override
        public AbiValues fromWire(Object value) {
            Object[] wire = ((Tuple) value).toArray();
            Object[] values = new Object[wire.length];
            Arrays.setAll(values, i -> parameters.get(i).type().fromWire(wire[i]));
            return new AbiValues(parameters, List.of(values));
        }

        @Override
        public boolean hashedWhenIndexed() {
            return true;
        }
    }
}
