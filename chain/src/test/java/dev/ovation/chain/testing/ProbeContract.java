package dev.ovation.chain.testing;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.ContractAbi;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The contract of {@code chain/golden/Probe.sol}, deployed on a test chain. */
public final class ProbeContract {

    public static final ContractAbi ABI =
            ContractAbi.parse(GoldenVectors.read("Probe.json").toString());
    private static final AbiFunction MARK = ABI.function("mark");
    private static final AbiFunction SEEN = ABI.function("seen");

    private final RpcClient rpc;
    private final Address address;

    private ProbeContract(RpcClient rpc, Address address) {
        this.rpc = rpc;
        this.address = address;
    }

    /** Deploys from the node's last unlocked account, which no test signs for. */
    public static ProbeContract deploy(AnvilNode node) {
        JsonNode accounts = node.rpc("eth_accounts");
        String from = accounts.get(accounts.size() - 1).asString();
        String code = GoldenVectors.read("Probe.json").get("bytecode").asString();
        Bytes32 hash = Bytes32.of(node.rpc("eth_sendTransaction", Map.of("from", from, "data", code))
                .asString());
        node.mine(1);
        Await.until(
                "the contract is deployed",
                () -> node.client().call(EvmCalls.receipt(hash)).isPresent());
        return new ProbeContract(
                node.client(),
                node.client()
                        .call(EvmCalls.receipt(hash))
                        .flatMap(receipt -> receipt.contract())
                        .orElseThrow());
    }

    public Address address() {
        return address;
    }

    /** Call data that counts an execution under a name. */
    public static Bytes mark(String name) {
        return MARK.encode(id(name));
    }

    /** How often a name was executed. */
    public long seen(String name) {
        Bytes result = rpc.call(EvmCalls.call(CallRequest.to(address, SEEN.encode(id(name))), BlockRef.LATEST));
        return SEEN.decodeResult(result).get(0) instanceof BigInteger times ? times.longValueExact() : -1;
    }

    private static Bytes32 id(String name) {
        return Keccak256.hash(name.getBytes(StandardCharsets.UTF_8));
    }
}
