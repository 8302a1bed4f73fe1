package dev.ovation.chain.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.testing.GoldenVectors;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AbiGoldenTest {

    private static final AbiFunction SUBMIT = AbiFunction.of(
            "submit((address creator,uint96 amount)[] lines,bytes32[2] ids,(uint8 kind,int64 delta,string memo,bytes extra)"
                    + " head,bool now,uint32 when,bytes4 tag)",
            "");
    private static final AbiEvent SUBMITTED =
            AbiEvent.of("Submitted(address indexed owner,bytes32 indexed id,string indexed memo,"
                    + "(address creator,uint96 amount)[] lines,uint256 total)");
    private static final RevertReasons REASONS = RevertReasons.of(ContractAbi.parse("""
            [{"type":"error","name":"Refused","inputs":[{"name":"owner","type":"address"},
              {"name":"id","type":"uint256"},{"name":"reason","type":"string"}]}]"""));

    static Stream<JsonNode> vectors() {
        return GoldenVectors.stream("abi.json");
    }

    private static List<List<Object>> lines(JsonNode vector) {
        List<List<Object>> lines = new ArrayList<>();
        vector.get("lines")
                .forEach(line -> lines.add(List.of(
                        Address.of(line.get("creator").asString()),
                        new BigInteger(line.get("amount").asString()))));
        return lines;
    }

    private static Bytes32 word(JsonNode vector, String name) {
        return Bytes32.of(vector.get(name).asString());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encodesCallsAsViemDoes(JsonNode vector) {
        JsonNode head = vector.get("head");
        Bytes call = SUBMIT.encode(
                lines(vector),
                List.of(
                        Bytes32.of(vector.get("ids").get(0).asString()),
                        Bytes32.of(vector.get("ids").get(1).asString())),
                List.of(
                        head.get("kind").asInt(),
                        new BigInteger(head.get("delta").asString()),
                        head.get("memo").asString(),
                        Bytes.of(head.get("extra").asString())),
                vector.get("now").asBoolean(),
                vector.get("when").asLong(),
                Bytes.of(vector.get("tag").asString()));
        assertThat(call).hasToString(vector.get("call").asString());

        AbiValues arguments = SUBMIT.decodeCall(call);
        assertThat(arguments.list("lines", AbiValues.class).stream().map(AbiValues::all))
                .isEqualTo(lines(vector));
        assertThat(arguments.tuple("head").string("memo"))
                .isEqualTo(head.get("memo").asString());
        assertThat(arguments.longValue("when")).isEqualTo(vector.get("when").asLong());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decodesEventsOfViem(JsonNode vector) {
        List<Bytes32> topics = new ArrayList<>();
        vector.get("topics").forEach(topic -> topics.add(Bytes32.of(topic.asString())));
        AbiValues event = SUBMITTED.decode(topics, Bytes.of(vector.get("data").asString()));
        assertThat(event.address("owner"))
                .isEqualTo(Address.of(vector.get("owner").asString()));
        assertThat(event.bytes32("id")).isEqualTo(word(vector, "id"));
        assertThat(event.bytes32("memo"))
                .isEqualTo(Keccak256.hash(vector.get("memo").asString().getBytes(StandardCharsets.UTF_8)));
        assertThat(event.wei("total")).isEqualTo(Wei.ofWei(vector.get("total").asString()));
        assertThat(event.list("lines", AbiValues.class))
                .hasSize(vector.get("lines").size());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void namesCustomErrors(JsonNode vector) {
        Bytes data = Bytes.of(vector.get("error").asString());
        assertThat(REASONS.decode(data)).isInstanceOfSatisfying(RevertReason.Named.class, error -> {
            assertThat(error.name()).isEqualTo("Refused");
            assertThat(error.arguments().string("reason"))
                    .isEqualTo(vector.get("reason").asString());
        });
        assertThat(RevertReasons.BUILT_IN.decode(data)).isEqualTo(new RevertReason.Unknown(data));
    }

    @Test
    void readsSoliditysOwnErrors() {
        Bytes text = AbiFunction.of("Error(string)", "").encode("no 👏");
        assertThat(RevertReasons.BUILT_IN.decode(text)).isEqualTo(new RevertReason.Message("no 👏"));
        Bytes panic = AbiFunction.of("Panic(uint256)", "").encode(0x11);
        assertThat(RevertReasons.BUILT_IN.decode(panic)).isEqualTo(new RevertReason.Panic(0x11));
        assertThat(RevertReasons.BUILT_IN.decode(Bytes.EMPTY)).isEqualTo(new RevertReason.None());
    }

    @Test
    void aMalformedReasonIsUnknownAndNotAnError() {
        for (String hex : List.of(
                "0x08",
                "0x08c379a0",
                "0x08c379a0ffff",
                "0x4e487b71" + "ff".repeat(32),
                "0x08c379a0" + "ff".repeat(64))) {
            Bytes data = Bytes.of(hex);
            assertThat(RevertReasons.BUILT_IN.decode(data)).isEqualTo(new RevertReason.Unknown(data));
        }
    }

    @Test
    void decodesResultsByName() {
        AbiFunction function = AbiFunction.of("find(bytes32)", "address owner,(uint64 at,bool done) state");
        Bytes result = Bytes.of("0x" + "0".repeat(24) + "ab".repeat(20) + "0".repeat(62) + "07" + "0".repeat(63) + "1");
        AbiValues values = function.decodeResult(result);
        assertThat(values.address("owner")).hasToString("0x" + "ab".repeat(20));
        assertThat(values.tuple("state").longValue("at")).isEqualTo(7);
        assertThat(values.tuple("state").bool("done")).isTrue();
        assertThatThrownBy(() -> function.decodeResult(Bytes.of("0x01"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> values.get("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void argumentsThatDoNotFitAreRefused() {
        AbiFunction function = AbiFunction.of("set(uint8)", "");
        assertThat(function.encode(255)).isNotNull();
        assertThatThrownBy(() -> function.encode(256)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> function.encode(-1)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> function.encode(1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> function.encode("1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AbiFunction.of("set(uint7)", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AbiFunction.of("set(number)", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
