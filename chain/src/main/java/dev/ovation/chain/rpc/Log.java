package dev.ovation.chain.rpc;

import dev.ovation.chain.Bytes;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.List;

/** An event as the chain keeps it. */
public record Log(
        Address address,
        List<Bytes32> topics,
        Bytes data,
        long blockNumber,
        Bytes32 blockHash,
        Bytes32 transactionHash,
        int transactionIndex,
        int logIndex) {}
