package dev.ovation.core.testing;

import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches in memory, with the promises of the port. */
public final class MemoryBatches implements Batches {

    private final Map<BatchId, Batch> batches = new LinkedHashMap<>();

    @Override
    public synchronized void insert(Batch batch) {
        batches.putIfAbsent(batch.id(), batch);
    }

    @Override
    public synchronized Optional<Batch> byId(BatchId id) {
        return Optional.ofNullable(batches.get(id));
    }

    @Override
    public synchronized List<Batch> byIds(Collection<BatchId> ids) {
        return ids.stream().flatMap(id -> byId(id).stream()).toList();
    }

    @Override
    public synchronized void markSubmitted(BatchId id, Bytes32 transaction, long submittedAt) {
        batches.computeIfPresent(
                id,
                (_, b) -> b.state() != Batch.State.SEALED
                        ? b
                        : new Batch(
                                id,
                                b.token(),
                                b.legs(),
                                Batch.State.SUBMITTED,
                                Optional.of(transaction),
                                submittedAt,
                                b.createdAt()));
    }

    @Override
    public synchronized void correctSubmitted(BatchId id, Bytes32 transaction, long submittedAt) {
        batches.computeIfPresent(
                id,
                (_, b) -> b.state() == Batch.State.SEALED
                        ? b
                        : new Batch(
                                id,
                                b.token(),
                                b.legs(),
                                Batch.State.SUBMITTED,
                                Optional.of(transaction),
                                submittedAt,
                                b.createdAt()));
    }

    @Override
    public synchronized void markFailed(BatchId id) {
        batches.computeIfPresent(
                id,
                (_, b) -> b.state() != Batch.State.SEALED
                        ? b
                        : new Batch(id, b.token(), b.legs(), Batch.State.FAILED, Optional.empty(), 0, b.createdAt()));
    }

    @Override
    public synchronized List<Batch> sealedBefore(Instant moment, int limit) {
        return batches.values().stream()
                .filter(b -> b.state() == Batch.State.SEALED && b.createdAt().isBefore(moment))
                .limit(limit)
                .toList();
    }
}
