package dev.ovation.runtime.onchain;

import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcCall;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.rpc.RpcRequest;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Finds the transactions of the past by what they logged: how a repeated call learns what the first one did. Safe to
 * share between threads.
 */
final class ChainHistory {

    /** An endpoint that refuses even so few blocks refuses for another reason. */
    private static final long SMALLEST_RANGE = 64;

    private final RpcClient rpc;
    private final ContractReads reads;
    private final Confirmations confirmations;
    private final long firstBlock;

    /**
     * @param firstBlock nothing of ours is older
     */
    ChainHistory(RpcClient rpc, ContractReads reads, Confirmations confirmations, long firstBlock) {
        this.rpc = rpc;
        this.reads = reads;
        this.confirmations = confirmations;
        this.firstBlock = firstBlock;
    }

    /** The first transaction in which a contract logged these topics; waits for its confirmations. */
    Optional<Mined> first(Address contract, List<Bytes32> topics) {
        return transactions(contract, topics).stream().findFirst().map(confirmations::await);
    }

    /** All such transactions, oldest first. */
    List<Mined> all(Address contract, List<Bytes32> topics) {
        return transactions(contract, topics).stream().map(confirmations::await).toList();
    }

    /** A transaction as it stands on the chain now, if it does and has succeeded. */
    Optional<Mined> succeeded(Bytes32 transaction) {
        return ContractReads.answered(() -> rpc.call(EvmCalls.receipt(transaction)))
                .filter(Receipt::succeeded)
                .map(confirmations::mined);
    }

    private Set<Bytes32> transactions(Address contract, List<Bytes32> topics) {
        Set<Bytes32> found = new LinkedHashSet<>();
        long head = reads.head().number();
        ContractReads.answered(() -> {
            collect(contract, topics, firstBlock, head, found);
            return found;
        });
        return found;
    }

    /** Endpoints bound the blocks, the results or the time of a query, each in its own words: halve until it fits. */
    private void collect(Address contract, List<Bytes32> topics, long from, long to, Set<Bytes32> found) {
        if (from > to) {
            return;
        }
        try {
            found.addAll(rpc.call(query(contract, topics, from, to)));
        } catch (RpcFailure.Rejected e) {
            if (to - from < SMALLEST_RANGE) {
                throw e;
            }
            long middle = from + (to - from) / 2;
            collect(contract, topics, from, middle, found);
            collect(contract, topics, middle + 1, to, found);
        }
    }

    private static RpcCall<List<Bytes32>> query(Address contract, List<Bytes32> topics, long from, long to) {
        Map<String, Object> filter = Map.of(
                "address", contract.toString(),
                "topics", topics.stream().map(Bytes32::toString).toList(),
                "fromBlock", BlockRef.number(from).text(),
                "toBlock", BlockRef.number(to).text());
        return new RpcCall<>(RpcRequest.of("eth_getLogs", filter), ChainHistory::transactionHashes);
    }

    private static List<Bytes32> transactionHashes(JsonNode logs) {
        return logs.valueStream()
                .map(log -> Bytes32.of(log.path("transactionHash").asString("")))
                .toList();
    }
}
