package dev.ovation.standalone.demo;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Hashes an {@code eth_signTypedData_v4} payload as wallets do: from its own types, message and domain (EIP-712). It
 * shares nothing with the servers' encoder, so that a signature which they accept proves that both agree. Knows the
 * atomic types that Ovation's payloads use.
 */
public final class TypedDataPayload {

    private final JsonNode payload;

    public TypedDataPayload(JsonNode payload) {
        this.payload = payload;
    }

    public Bytes32 digest() {
        byte[] domain = hash("EIP712Domain", payload.get("domain"));
        byte[] message = hash(payload.get("primaryType").asString(), payload.get("message"));
        return Keccak256.hash(new byte[] {0x19, 0x01}, domain, message);
    }

    private byte[] hash(String type, JsonNode value) {
        List<byte[]> words = new ArrayList<>();
        StringBuilder fields = new StringBuilder();
        for (JsonNode field : payload.get("types").get(type)) {
            String fieldType = field.get("type").asString();
            String name = field.get("name").asString();
            fields.append(fields.isEmpty() ? "" : ",")
                    .append(fieldType)
                    .append(' ')
                    .append(name);
            words.add(word(fieldType, value.get(name)));
        }
        words.addFirst(Keccak256.bytes((type + "(" + fields + ")").getBytes(StandardCharsets.UTF_8)));
        return Keccak256.bytes(words.toArray(byte[][]::new));
    }

    private static byte[] word(String type, JsonNode value) {
        if (type.equals("string")) {
            return Keccak256.bytes(value.asString().getBytes(StandardCharsets.UTF_8));
        }
        if (type.equals("address") || type.equals("bytes32")) {
            return padded(HexFormat.of().parseHex(value.asString().substring(2)));
        }
        if (type.startsWith("uint")) {
            String text = value.asString();
            BigInteger number = text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
            byte[] bytes = number.toByteArray();
            return padded(bytes.length > 32 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
        }
        throw new IllegalArgumentException("a type that no payload of ours has: " + type);
    }

    private static byte[] padded(byte[] bytes) {
        byte[] word = new byte[32];
        System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
        return word;
    }
}
