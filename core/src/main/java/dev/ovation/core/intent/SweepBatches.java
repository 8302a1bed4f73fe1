package dev.ovation.core.intent;

import dev.ovation.core.work.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives on what a dead server left behind: pending intents whose batch was never written, and sealed batches whose
 * transaction may or may not have been sent. Any number of servers may sweep; a lease makes each batch one server's.
 */
public final class SweepBatches {

    private static final Logger log = LoggerFactory.getLogger(SweepBatches.class);
    private static final int CHUNK = 2_000;

    private final Intents intents;
    private final Batches batches;
    private final SubmitBatch submitBatch;
    private final Leases leases;
    private final Clock clock;
    private final Duration patience;

    /**
     * @param patience how old something must be to count as left behind; longer than a healthy batch takes
     */
    public SweepBatches(
            Intents intents, Batches batches, SubmitBatch submitBatch, Leases leases, Clock clock, Duration patience) {
        this.intents = intents;
        this.batches = batches;
        this.submitBatch = submitBatch;
        this.leases = leases;
        this.clock = clock;
        this.patience = patience;
    }

    /** Answers how many batches were driven on. */
    public int sweep() {
        Instant before = clock.instant().minus(patience);
        rewriteLostBatches(before);
        int driven = 0;
        for (Batch batch : batches.sealedBefore(before, 100)) {
            try {
                driven += driveOn(batch) ? 1 : 0;
            } catch (RuntimeException e) {
                // The oldest come first: one that fails at every round must not keep the others from their turn.
                log.warn("a batch could not be driven on, the next round tries again batch={}", batch.id(), e);
            }
        }
        return driven;
    }

    private boolean driveOn(Batch listed) {
        Optional<Leases.Lease> lease = leases.tryAcquire("batch:" + listed.id(), patience);
        if (lease.isEmpty()) {
            return false;
        }
        try (Leases.Lease _ = lease.get()) {
            // The list may be minutes old, and another server may have brought the batch to its end since.
            Optional<Batch> batch = batches.byId(listed.id()).filter(now -> now.state() == Batch.State.SEALED);
            batch.ifPresent(still -> submitBatch.submit(still, intents.ofBatch(still.id())));
            return batch.isPresent();
        }
    }

    /** A batch is written after its intents: where it is missing, its transaction was never made. */
    private void rewriteLostBatches(Instant before) {
        Map<BatchId, List<Intent>> byBatch = new LinkedHashMap<>();
        for (Intent intent : intents.stranded(before, CHUNK)) {
            intent.place()
                    .ifPresent(place -> byBatch.computeIfAbsent(place.batch(), _ -> intents.ofBatch(place.batch())));
        }
        for (Map.Entry<BatchId, List<Intent>> entry : byBatch.entrySet()) {
            BatchId id = entry.getKey();
            List<Intent> legs = entry.getValue();
            if (batches.byId(id).isEmpty() && !legs.isEmpty()) {
                List<IntentId> order = legs.stream().map(Intent::id).toList();
                intents.place(id, order);
                batches.insert(new Batch(
                        id,
                        legs.getFirst().token(),
                        order,
                        Batch.State.SEALED,
                        Optional.empty(),
                        0,
                        legs.getFirst().createdAt()));
                log.info("a lost batch is written again batch={} legs={}", id, legs.size());
            }
        }
    }
}
