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

    void markFailed(BatchId id);

    /** Sealed batches made before a moment, oldest first: what the sweeper drives forward. */
    List<Batch> sealedBefore(Instant moment, int limit);
}
