package dev.ovation.chain.tx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.testing.GoldenVectors;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TransactionGoldenTest {

    static Stream<JsonNode> vectors() {
        return GoldenVectors.stream("transactions.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encodesSignsAndHashesAsViemDoes(JsonNode vector) {
        Transaction transaction = new Transaction(
                vector.get("chainId").asLong(),
                vector.get("nonce").asLong(),
                new Fees(wei(vector, "maxFeePerGas"), wei(vector, "maxPriorityFeePerGas")),
                vector.get("gas").asLong(),
                vector.get("to").isNull()
                        ? Optional.empty()
                        : Optional.of(Address.of(vector.get("to").asString())),
                wei(vector, "value"),
                data(vector));
        assertThat(Keccak256.hash(transaction.preimage()))
                .hasToString(vector.get("preimageHash").asString());
        PrivateKey key = PrivateKey.of(vector.get("privateKey").asString());
        SignedTransaction signed =
                SignedTransaction.of(transaction, Secp256k1.best().sign(Keccak256.hash(transaction.preimage()), key));
        assertThat(signed.hash()).hasToString(vector.get("hash").asString());
        if (vector.has("raw")) {
            assertThat(signed.raw()).hasToString(vector.get("raw").asString());
        }
    }

    private static Wei wei(JsonNode vector, String name) {
        return Wei.ofWei(vector.get(name).asString());
    }

    private static Bytes data(JsonNode vector) {
        if (vector.has("data")) {
            return Bytes.of(vector.get("data").asString());
        }
        byte[] repeated = new byte[vector.get("dataRepeats").get("length").asInt()];
        Arrays.fill(repeated, (byte) vector.get("dataRepeats").get("byte").asInt());
        return Bytes.wrap(repeated);
    }
}
