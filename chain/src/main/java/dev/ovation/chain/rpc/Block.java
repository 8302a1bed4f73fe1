package dev.ovation.chain.rpc;

import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;

/**
 * The header of a block.
 *
 * @param timestamp seconds since 1970
 * @param baseFeePerGas zero on a chain without a fee market
 * @param logsBloom {@link LogsBloom#NONE} where the chain has none
 */
public record Block(
        long number,
        Bytes32 hash,
        Bytes32 parentHash,
        long timestamp,
        Wei baseFeePerGas,
        long gasUsed,
        long gasLimit,
        LogsBloom logsBloom) {}
