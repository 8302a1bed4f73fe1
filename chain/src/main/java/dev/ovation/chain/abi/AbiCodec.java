package dev.ovation.chain.abi;

import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Encodes and decodes the values of a list of parameters. */
final class AbiCodec {

    static final int SELECTOR = 4;
    private final AbiType.TupleType type;
    private final TupleType<Tuple> wire;

    AbiCodec(List<AbiParameter> parameters) {
        this.type = new AbiType.TupleType(parameters);
        this.wire = TupleType.parse(type.wireName());
    }

    String canonical() {
        return type.canonical();
    }

    byte[] encode(byte[] prefix, List<?> values) {
        Tuple tuple = type.toWire(values);
        ByteBuffer buffer = ByteBuffer.allocate(prefix.length + wire.measureEncodedLength(tuple));
        buffer.put(prefix);
        wire.encode(tuple, buffer);
        return buffer.array();
    }

    /**
     * @throws IllegalArgumentException if the bytes are no encoding of the parameters
     */
    AbiValues decode(byte[] bytes, int from) {
        try {
            return type.fromWire(wire.decode(
                    ByteBuffer.wrap(bytes, from, bytes.length - from).slice()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not an encoding of " + canonical() + ": " + e.getMessage(), e);
        }
    }

    static byte[] selector(String signature) {
        return Arrays.copyOf(topic(signature), SELECTOR);
    }

    static byte[] topic(String signature) {
        return Keccak256.bytes(signature.getBytes(StandardCharsets.US_ASCII));
    }

    static boolean startsWith(Bytes data, byte[] selector) {
        return data.size() >= SELECTOR && Arrays.equals(data.toArray(), 0, SELECTOR, selector, 0, SELECTOR);
    }
}
