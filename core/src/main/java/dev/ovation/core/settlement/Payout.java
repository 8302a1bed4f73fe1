package dev.ovation.core.settlement;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;

/**
 * What a creator got out of one batch at its settlement.
 *
 * @param claps wei of TKI burned
 * @param gifts wei of TK from gifts
 * @param paid wei of TK that arrived, gifts included
 * @param block that holds the transaction
 * @param at that block's time
 */
public record Payout(
        Address creator,
        BatchId batch,
        long epoch,
        Wei claps,
        Wei gifts,
        Wei paid,
        Bytes32 transaction,
        long block,
        Instant at) {}
