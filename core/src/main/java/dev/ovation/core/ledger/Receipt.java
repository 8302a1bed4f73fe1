package dev.ovation.core.ledger;

import dev.ovation.core.value.Bytes32;

/**
 * A transaction that was mined, succeeded and has its confirmations.
 *
 * @param transaction its hash
 * @param block that holds it
 * @param timestamp of that block, seconds since 1970
 */
public record Receipt(Bytes32 transaction, long block, long timestamp) {}
