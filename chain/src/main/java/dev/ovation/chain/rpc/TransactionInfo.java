package dev.ovation.chain.rpc;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.OptionalLong;

/**
 * A transaction that a node knows.
 *
 * @param blockNumber empty while it waits
 */
public record TransactionInfo(Bytes32 hash, Address from, long nonce, OptionalLong blockNumber) {}
