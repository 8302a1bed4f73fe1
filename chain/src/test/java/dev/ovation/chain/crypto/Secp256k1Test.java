package dev.ovation.chain.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.testing.GoldenVectors;
import dev.ovation.core.value.Bytes32;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class Secp256k1Test {

    static final Secp256k1 NATIVE = NativeSecp256k1.load().orElseThrow();
    static final Secp256k1 PLAIN = new BouncyCastleSecp256k1();

    static Stream<JsonNode> vectors() {
        return GoldenVectors.stream("crypto.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void bothImplementationsGiveWhatViemGives(JsonNode vector) {
        PrivateKey key = PrivateKey.of(vector.get("privateKey").asString());
        String message = vector.get("message").asString();
        Bytes32 hash = PersonalMessage.hash(message);
        assertThat(hash).hasToString(vector.get("hash").asString());
        assertThat(Keccak256.hash(message.getBytes(StandardCharsets.UTF_8)))
                .hasToString(vector.get("keccak").asString());
        for (Secp256k1 curve : new Secp256k1[] {NATIVE, PLAIN}) {
            assertThat(Bytes.of(curve.publicKey(key)).toString().substring(2))
                    .isEqualTo(vector.get("publicKey").asString().substring(4));
            assertThat(ChecksumAddress.format(curve.address(key)))
                    .isEqualTo(vector.get("address").asString());
            Signature signature = curve.sign(hash, key);
            assertThat(signature).hasToString(vector.get("signature").asString());
            assertThat(curve.recover(hash, signature)).isEqualTo(curve.address(key));
        }
    }

    @Test
    void theFastestChoiceIsTheNativeLibraryWhereItLoads() {
        assertThat(Secp256k1.best()).isInstanceOf(NativeSecp256k1.class);
    }

    @Test
    void aPointThatIsNotOnTheCurveRecoversNoOne() {
        byte[] bytes = new byte[65];
        bytes[31] = 5; // x = 5 is no point of the curve
        bytes[63] = 1;
        bytes[64] = 27;
        Signature signature = Signature.of(bytes);
        for (Secp256k1 curve : new Secp256k1[] {NATIVE, PLAIN}) {
            assertThatThrownBy(() -> curve.recover(Bytes32.ZERO, signature))
                    .isInstanceOfSatisfying(
                            InvalidSignature.class,
                            e -> assertThat(e.reason()).isEqualTo(InvalidSignature.Reason.UNRECOVERABLE));
        }
    }

    @Test
    void aKeyShowsItselfNowhere() {
        String secret = "1".repeat(64);
        PrivateKey key = PrivateKey.of(secret);
        assertThat(key.toString()).doesNotContain("11");
        assertThatThrownBy(() -> PrivateKey.of("1".repeat(63) + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("111");
        assertThatThrownBy(() -> PrivateKey.of("f".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("fff");
    }
}
