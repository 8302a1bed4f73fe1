package dev.ovation.chain.eip712;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.testing.GoldenVectors;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TypedDataTest {

    static Stream<JsonNode> vectors() {
        return GoldenVectors.stream("eip712.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void hashesAndSignsAsViemDoes(JsonNode vector) {
        if (vector.get("primaryType").asString().equals("Order")) {
            check(vector, Order.TYPE, Order.read(vector.get("message")));
        } else {
            check(vector, Order.Lists.TYPE, Order.Lists.read(vector.get("message")));
        }
    }

    private static <T> void check(JsonNode vector, StructType<T> type, T value) {
        JsonNode json = vector.get("domain");
        Domain domain = new Domain(
                json.get("name").asString(),
                json.get("version").asString(),
                json.get("chainId").asLong(),
                Address.of(json.get("verifyingContract").asString()));
        assertThat(domain.separator()).hasToString(vector.get("separator").asString());
        assertThat(Bytes32.of(type.hashStruct(value)))
                .hasToString(vector.get("struct").asString());
        Bytes32 hash = domain.hash(type, value);
        assertThat(hash).hasToString(vector.get("hash").asString());
        assertThat(Keccak256.hash(domain.preimage(type, value))).isEqualTo(hash);
        PrivateKey key = PrivateKey.of(vector.get("privateKey").asString());
        assertThat(Secp256k1.best().sign(hash, key))
                .hasToString(vector.get("signature").asString());

        JsonNode payload = GoldenVectors.JSON.valueToTree(domain.payload(type, value));
        assertThat(payload.get("primaryType").asString())
                .isEqualTo(vector.get("primaryType").asString());
        // The case of a checksum is the only difference between viem's message and ours.
        assertThat(payload.get("message").toString().toLowerCase(Locale.ROOT))
                .isEqualTo(vector.get("message").toString().toLowerCase(Locale.ROOT));
        assertThat(payload.get("domain").toString().toLowerCase(Locale.ROOT))
                .isEqualTo(json.toString().toLowerCase(Locale.ROOT));
    }

    @Test
    void thePayloadNamesEveryTypeThatTheWalletNeeds() {
        Domain domain = new Domain("Ovation", "1", 31337, Address.ZERO);
        Order order = Order.read(vectors().findFirst().orElseThrow().get("message"));
        JsonNode types = GoldenVectors.JSON
                .valueToTree(domain.payload(Order.TYPE, order))
                .get("types");
        assertThat(types.propertyNames()).containsExactly("EIP712Domain", "Line", "Order");
        assertThat(types.get("Line"))
                .hasToString("[{\"name\":\"creator\",\"type\":\"address\"},{\"name\":\"amount\",\"type\":\"uint96\"}]");
        assertThat(Order.TYPE.encodeType())
                .isEqualTo("Order(address owner,uint256 cap,uint64 validUntil,bytes32 salt,bool standing,string memo,"
                        + "bytes extra,Line first,Line[] lines)Line(address creator,uint96 amount)");
    }

    @Test
    void aValueThatDoesNotFitItsTypeIsRefused() {
        assertThatThrownBy(() -> Order.Line.TYPE.hashStruct(new Order.Line(Address.ZERO, BigInteger.ONE.shiftLeft(96))))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Order.Line.TYPE.hashStruct(new Order.Line(Address.ZERO, BigInteger.ONE.negate())))
                .isInstanceOf(ArithmeticException.class);
        StructType<Long> small = StructType.<Long>named("Small")
                .uint64("value", 32, value -> value)
                .build();
        assertThat(small.hashStruct(0xffffffffL)).hasSize(32);
        assertThatThrownBy(() -> small.hashStruct(0x100000000L)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> small.hashStruct(-1L)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> StructType.<Long>named("Odd").uint64("value", 12, value -> value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherChainOrContractGivesAnotherHash() {
        Order.Lists lists = new Order.Lists(List.of(), List.of(), List.of());
        Address other = Address.of("0x00000000000000000000000000000000000000aa");
        Bytes32 hash = new Domain("Ovation", "1", 1, Address.ZERO).hash(Order.Lists.TYPE, lists);
        assertThat(new Domain("Ovation", "1", 2, Address.ZERO).hash(Order.Lists.TYPE, lists))
                .isNotEqualTo(hash);
        assertThat(new Domain("Ovation", "1", 1, other).hash(Order.Lists.TYPE, lists))
                .isNotEqualTo(hash);
        assertThat(new Domain("Ovation", "2", 1, Address.ZERO).hash(Order.Lists.TYPE, lists))
                .isNotEqualTo(hash);
    }
}
