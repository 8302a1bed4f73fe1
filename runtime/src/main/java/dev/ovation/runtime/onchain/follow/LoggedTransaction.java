package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.rpc.Log;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.List;

/**
 * What one transaction logged, in order.
 *
 * @param at time of its block
 */
record LoggedTransaction(Bytes32 hash, long block, Instant at, List<Log> logs) {

    LoggedTransaction {
        logs = List.copyOf(logs);
    }

    List<AbiValues> events(Address contract, AbiEvent event) {
        return logs.stream()
                .filter(log -> log.address().equals(contract) && event.matches(log.topics()))
                .map(log -> event.decode(log.topics(), log.data()))
                .toList();
    }
}
