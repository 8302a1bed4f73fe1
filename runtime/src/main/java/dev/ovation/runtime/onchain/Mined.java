package dev.ovation.runtime.onchain;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.rpc.Log;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import java.util.List;

/** A transaction that succeeded and has its confirmations, with what it logged. */
record Mined(Receipt receipt, List<Log> logs) {

    Mined {
        logs = List.copyOf(logs);
    }

    /** The events of one kind that a contract logged, in order. */
    List<AbiValues> events(Address contract, AbiEvent event) {
        return logs.stream()
                .filter(log -> log.address().equals(contract) && event.matches(log.topics()))
                .map(log -> event.decode(log.topics(), log.data()))
                .toList();
    }
}
