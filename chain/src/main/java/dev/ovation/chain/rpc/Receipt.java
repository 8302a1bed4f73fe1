package dev.ovation.chain.rpc;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Optional;

/**
 * What became of a mined transaction.
 *
 * @param succeeded false if it reverted
 * @param contract the address that a creation gave
 */
public record Receipt(
        Bytes32 transactionHash,
        long blockNumber,
        Bytes32 blockHash,
        int transactionIndex,
        Address from,
        Optional<Address> to,
        boolean succeeded,
        long gasUsed,
        Wei effectiveGasPrice,
        Optional<Address> contract,
        List<Log> logs) {}
