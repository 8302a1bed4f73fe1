package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.deploy.Deployment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Applies the logs of some blocks to the read model, transaction by transaction. */
final class ApplyLogs {

    private final RpcClient rpc;
    private final Balances balances;
    private final List<LogReader> readers;

    ApplyLogs(RpcClient rpc, ReadModel model, Deployment deployment, InstantSource clock) {
        this.rpc = rpc;
        this.balances = model.balances();
        this.readers = List.of(
                new AdvanceDelegations(model, deployment),
                new AdvanceIntents(model, deployment),
                new NotePayouts(model, deployment),
                new AdvanceMoney(model, deployment, clock),
                new NoteTransfers(model, deployment));
    }

    /**
     * @param logs in the order of the chain
     * @return the accounts whose cached balances were forgotten
     */
    Set<Address> apply(List<Log> logs) {
        Set<Address> touched = new HashSet<>();
        for (LoggedTransaction transaction : transactions(logs)) {
            readers.forEach(reader -> touched.addAll(reader.apply(transaction)));
        }
        if (!touched.isEmpty()) {
            balances.invalidate(touched);
        }
        return touched;
    }

    List<LoggedTransaction> transactions(List<Log> logs) {
        Map<Bytes32, List<Log>> byTransaction = new LinkedHashMap<>();
        logs.forEach(log -> byTransaction
                .computeIfAbsent(log.transactionHash(), _ -> new ArrayList<>())
                .add(log));
        Map<Long, Instant> times = times(logs);
        return byTransaction.entrySet().stream()
                .map(entry -> {
                    long block = entry.getValue().getFirst().blockNumber();
                    return new LoggedTransaction(
                            entry.getKey(), block, times.getOrDefault(block, Instant.EPOCH), entry.getValue());
                })
                .toList();
    }

    private Map<Long, Instant> times(List<Log> logs) {
        RpcBatch batch = rpc.newBatch();
        Map<Long, RpcBatch.Answer<Optional<Block>>> answers = new TreeMap<>();
        logs.forEach(log -> answers.computeIfAbsent(
                log.blockNumber(), number -> batch.add(EvmCalls.block(BlockRef.number(number)))));
        batch.send();
        Map<Long, Instant> times = new TreeMap<>();
        answers.forEach((number, answer) -> times.put(
                number,
                Instant.ofEpochSecond(answer.get()
                        .orElseThrow(() -> new IllegalStateException("the node has no block " + number))
                        .timestamp())));
        return times;
    }
}
