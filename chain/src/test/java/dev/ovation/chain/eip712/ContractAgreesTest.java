package dev.ovation.chain.eip712;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.abi.RevertReasons;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.GoldenVectors;
import dev.ovation.chain.testing.ProbeContract;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A contract that solc compiled hashes, recovers and reverts, and we read the same. */
class ContractAgreesTest {

    private static AnvilNode node;
    private static ProbeContract probe;

    @BeforeAll
    static void begin() {
        node = AnvilNode.start();
        probe = ProbeContract.deploy(node);
    }

    @AfterAll
    static void end() {
        node.close();
    }

    private static Object call(String function, Object... arguments) {
        AbiFunction called = ProbeContract.ABI.function(function);
        CallRequest request = CallRequest.to(probe.address(), called.encode(arguments));
        return called.decodeResult(node.client().call(EvmCalls.call(request, BlockRef.LATEST)))
                .get(0);
    }

    private static List<JsonNode> orders() {
        return GoldenVectors.stream("eip712.json")
                .filter(vector -> vector.get("primaryType").asString().equals("Order"))
                .toList();
    }

    private static List<Object> tuple(Order.Line line) {
        return List.of(line.creator(), line.amount());
    }

    @Test
    void theContractHashesAnOrderAsWeDo() {
        assertThat(orders()).isNotEmpty().allSatisfy(vector -> {
            Order order = Order.read(vector.get("message"));
            Object onChain = call(
                    "hashOrder",
                    List.of(
                            order.owner(),
                            order.cap(),
                            order.validUntil(),
                            order.salt(),
                            order.standing(),
                            order.memo(),
                            order.extra(),
                            tuple(order.first()),
                            order.lines().stream()
                                    .map(ContractAgreesTest::tuple)
                                    .toList()));
            assertThat(onChain).isEqualTo(Bytes32.of(Order.TYPE.hashStruct(order)));
        });
    }

    @Test
    void theChainRecoversWhomWeRecover() {
        assertThat(orders()).isNotEmpty().allSatisfy(vector -> {
            byte[] signature = Bytes.of(vector.get("signature").asString()).toArray();
            Bytes32 hash = Bytes32.of(vector.get("hash").asString());
            Address signer = Secp256k1.best().recover(hash, Signature.of(signature));
            Object onChain = call(
                    "recover",
                    hash,
                    (int) signature[64],
                    Bytes32.of(Arrays.copyOfRange(signature, 0, 32)),
                    Bytes32.of(Arrays.copyOfRange(signature, 32, 64)));
            assertThat(onChain).isEqualTo(signer);
            assertThat(signer)
                    .isEqualTo(
                            new KeySigner(PrivateKey.of(vector.get("privateKey").asString())).address());
        });
    }

    @Test
    void everyKindOfRevertIsRead() {
        assertReverts(new RevertReason.Panic(0x12), "failWithPanic", 0);
        assertReverts(new RevertReason.Message("nö 👏"), "failWithText", "nö 👏");
    }

    private static void assertReverts(RevertReason reason, String function, Object argument) {
        assertThatThrownBy(() -> call(function, argument))
                .isInstanceOfSatisfying(
                        RpcFailure.Rejected.class,
                        e -> assertThat(RevertReasons.BUILT_IN.decode(e.data())).isEqualTo(reason));
    }
}
