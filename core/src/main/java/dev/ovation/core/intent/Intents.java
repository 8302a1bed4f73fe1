package dev.ovation.core.intent;

import dev.ovation.core.screening.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where intents are kept. Safe to share between threads. */
public interface Intents {

    /**
     * Makes intents durable. Those that are there already stay as they are.
     *
     * @return those that were there already
     */
    Set<IntentId> insertAll(Collection<Intent> intents);

    Optional<Intent> byId(IntentId id);

    List<Intent> byIds(Collection<IntentId> ids);

    List<Intent> list(IntentQuery query);

    /** All intents of a batch in the order of their legs. */
    List<Intent> ofBatch(BatchId batch);

    /** Applies steps in bulk, each only from its predecessors; answers how many intents changed. */
    int apply(Collection<? extends IntentChange> changes);

    /** Submitted intents with no verdict yet, created before a moment, oldest first. */
    List<Intent> toScreen(Instant createdBefore, int limit);

    /** Submitted intents that have this verdict, oldest first. */
    List<Intent> screened(Verdict verdict, int limit);

    /** Pending intents created before a moment, oldest first: their server may have died. */
    List<Intent> stranded(Instant createdBefore, int limit);

    /** Batches that hold approved intents and were submitted on the chain before a second, oldest first. */
    List<BatchId> batchesToSettle(long submittedBefore, int limit);

    /** Assigns places in a batch to pending intents that have none yet. */
    void place(BatchId batch, List<IntentId> legs);
}
