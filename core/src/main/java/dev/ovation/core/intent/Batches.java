package dev.ovation.core.intent;

import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where batches are kept. Safe to share between threads. */
public interface Batches {

    void insert(Batch batch);

    Optional<Batch> byId(BatchId id);

    List<Batch> byIds(Collection<BatchId> ids);

    void markSubmitted(BatchId id, Bytes32 transaction, long submittedAt);

    /**
     * The chain has reorganised itself, and a batch that was submitted stands in another block now, or one that was refused
     * stands in one after all. The contract asks for
     * that block's time at every later step, so an older one would shut the batch out for ever.
     */
    void correctSubmitted(BatchId id, Bytes32 transaction, long submittedAt);

    void markFailed(BatchId id);

    /** Sealed batches made before a moment, oldest first: what the sweeper drives forward. */
    List<Batch> sealedBefore(Instant moment, int limit);
}
