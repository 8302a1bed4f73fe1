package dev.ovation.core.intent;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one transaction submits.
 *
 * @param legs the intents in the order of their legs; legs of one authorization stand side by side
 * @param submittedAt second of the block that took it, 0 before
 */
public record Batch(
        BatchId id,
        Token token,
        List<IntentId> legs,
        State state,
        Optional<Bytes32> transaction,
        long submittedAt,
        Instant createdAt) {

    public Batch {
        legs = List.copyOf(legs);
    }

    /** SEALED to SUBMITTED or FAILED; never back, but for a refused batch that a re-organisation of the chain took after all. */
    public enum State {
        /** Durable; its transaction may or may not be on its way. */
        SEALED,
        /** Mined; its good legs are in escrow. */
        SUBMITTED,
        /** Refused as a whole; nothing was taken. */
        FAILED
    }
}
