package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcCall;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.rpc.RpcRequest;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks the chain. What the chain does not answer is {@link Unavailable}; a contract's own "no" never is. Safe to share
 * between threads.
 */
final class ContractReads {

    /** {@code WALLET_GAS} of the contracts, and what a call and a byte of its data cost at most (EIP-7623). */
    private static final long WALLET_GAS = 400_000;

    private static final long CALL_GAS = 21_000;
    private static final long DATA_GAS = 40;

    private final RpcClient rpc;

    ContractReads(RpcClient rpc) {
        this.rpc = rpc;
    }

    /** Turns every failure of the chain into {@link Unavailable}. */
    static <T> T answered(Supplier<T> question) {
        try {
            return question.get();
        } catch (RpcFailure e) {
            throw new Unavailable("chain", e);
        }
    }

    BlockTime head() {
        Block head = answered(() -> rpc.call(EvmCalls.block(BlockRef.LATEST)))
                .orElseThrow(() -> new Unavailable("chain", new IllegalStateException("the node has no block")));
        return new BlockTime(head.number(), head.timestamp());
    }

    Bytes call(ContractCall call) {
        return answered(() -> rpc.call(EvmCalls.call(CallRequest.to(call.to(), call.data()), BlockRef.LATEST)));
    }

    /** All calls at one block, in order. */
    List<Bytes> callAll(List<ContractCall> calls, long block) {
        return answered(() -> {
            RpcBatch batch = rpc.newBatch();
            List<RpcBatch.Answer<Bytes>> answers = new ArrayList<>(calls.size());
            for (ContractCall call : calls) {
                answers.add(batch.add(EvmCalls.call(CallRequest.to(call.to(), call.data()), BlockRef.number(block))));
            }
            batch.send();
            return answers.stream().map(RpcBatch.Answer::get).toList();
        });
    }

    /** What a smart wallet answers with the gas that the contracts would give it; empty if it reverts. */
    Optional<Bytes> askWallet(Address wallet, Bytes data) {
        Map<String, Object> request = Map.of(
                "to", wallet.toString(),
                "data", data.toString(),
                "gas", "0x" + Long.toHexString(WALLET_GAS + CALL_GAS + DATA_GAS * data.size()));
        RpcCall<Bytes> call = new RpcCall<>(
                RpcRequest.of("eth_call", request, BlockRef.LATEST.text()), json -> Bytes.of(json.asString("")));
        try {
            return Optional.of(rpc.call(call));
        } catch (RpcFailure.Rejected e) {
            if (e.reverted()) {
                return Optional.empty();
            }
            throw new Unavailable("chain", e);
        } catch (RpcFailure e) {
            throw new Unavailable("chain", e);
        }
    }

    BigInteger number(Address contract, AbiFunction function, Object... arguments) {
        Bytes result = call(new ContractCall(contract, function.encode(arguments)));
        return (BigInteger) function.decodeResult(result).get(0);
    }

    boolean flag(Address contract, AbiFunction function, Object... arguments) {
        Bytes result = call(new ContractCall(contract, function.encode(arguments)));
        return (Boolean) function.decodeResult(result).get(0);
    }
}
