package dev.ovation.core.ledger;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;

/**
 * Tokens that one wallet sent another by itself: no mint, burn, escrow or payout of the house.
 *
 * @param logIndex of the event in its block; names the transfer together with the transaction
 */
public record Transfer(
        Token token,
        Address from,
        Address to,
        Wei amount,
        long block,
        Bytes32 transaction,
        long logIndex,
        Instant at) {}
