package dev.ovation.core.testing;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentQuery;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Intents in memory, with the promises of the port. */
public final class MemoryIntents implements Intents {

    private final Map<IntentId, Intent> intents = new LinkedHashMap<>();
    private final MemoryBatches batches;

    public MemoryIntents(MemoryBatches batches) {
        this.batches = batches;
    }

    @Override
    public synchronized Set<IntentId> insertAll(Collection<Intent> added) {
        return added.stream()
                .filter(intent -> intents.putIfAbsent(intent.id(), intent) != null)
                .map(Intent::id)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Optional<Intent> byId(IntentId id) {
        return Optional.ofNullable(intents.get(id));
    }

    @Override
    public synchronized List<Intent> byIds(Collection<IntentId> ids) {
        return ids.stream().flatMap(id -> byId(id).stream()).toList();
    }

    @Override
    public synchronized List<Intent> list(IntentQuery query) {
        return List.copyOf(intents.values());
    }

    @Override
    public synchronized List<Intent> ofBatch(BatchId batch) {
        return intents.values().stream()
                .filter(intent ->
                        intent.place().filter(p -> p.batch().equals(batch)).isPresent())
                .sorted(Comparator.comparingInt(
                        intent -> intent.place().orElseThrow().leg()))
                .toList();
    }

    @Override
    public synchronized int apply(Collection<? extends IntentChange> changes) {
        int changed = 0;
        for (IntentChange change : changes) {
            Intent before = intents.get(change.id());
            if (before != null && change.predecessors().contains(before.state())) {
                intents.put(change.id(), after(before, change));
                changed++;
            }
        }
        return changed;
    }

    private static Intent after(Intent i, IntentChange change) {
        Optional<Bytes32> submitted = i.submittedBy();
        Optional<Bytes32> approved = i.approvedBy();
        Optional<Bytes32> closed = i.closedBy();
        Optional<Verdict> verdict = i.verdict();
        String reason = i.reason();
        switch (change) {
            case IntentChange.Submitted c -> submitted = Optional.of(c.transaction());
            case IntentChange.Failed c -> reason = c.reason();
            case IntentChange.Screened c -> {
                verdict = Optional.of(c.verdict());
                reason = c.reason();
            }
            case IntentChange.Approved c -> approved = Optional.of(c.transaction());
            case IntentChange.Rejected c -> closed = Optional.of(c.transaction());
            case IntentChange.Cancelled c -> closed = Optional.of(c.transaction());
            case IntentChange.Settled c -> closed = Optional.of(c.transaction());
            case IntentChange.Corrected c -> reason = c.reason();
        }
        return new Intent(
                i.id(),
                i.kind(),
                i.fanId(),
                i.fan(),
                i.creator(),
                i.amount(),
                i.contentRef(),
                i.funding(),
                change.target(),
                i.place(),
                verdict,
                reason,
                submitted,
                approved,
                closed,
                i.createdAt(),
                change.at());
    }

    @Override
    public synchronized List<Intent> toScreen(Instant createdBefore, int limit) {
        return submitted()
                .filter(i -> i.verdict().isEmpty() && i.createdAt().isBefore(createdBefore))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Intent> screened(Verdict verdict, int limit) {
        return submitted()
                .filter(i -> i.verdict().filter(verdict::equals).isPresent())
                .limit(limit)
                .toList();
    }

    private Stream<Intent> submitted() {
        return intents.values().stream().filter(i -> i.state() == IntentState.SUBMITTED);
    }

    @Override
    public synchronized List<Intent> stranded(Instant createdBefore, int limit) {
        return intents.values().stream()
                .filter(i -> i.state() == IntentState.PENDING && i.createdAt().isBefore(createdBefore))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<BatchId> batchesToSettle(long submittedBefore, int limit) {
        return intents.values().stream()
                .filter(i -> i.state() == IntentState.APPROVED)
                .map(i -> i.place().orElseThrow().batch())
                .distinct()
                .filter(id -> batches.byId(id).orElseThrow().submittedAt() < submittedBefore)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void place(BatchId batch, List<IntentId> legs) {
        for (int leg = 0; leg < legs.size(); leg++) {
            Intent i = intents.get(legs.get(leg));
            if (i != null && i.state() == IntentState.PENDING) {
                intents.put(
                        i.id(),
                        new Intent(
                                i.id(),
                                i.kind(),
                                i.fanId(),
                                i.fan(),
                                i.creator(),
                                i.amount(),
                                i.contentRef(),
                                i.funding(),
                                i.state(),
                                Optional.of(new ChainPlace(batch, leg)),
                                i.verdict(),
                                i.reason(),
                                i.submittedBy(),
                                i.approvedBy(),
                                i.closedBy(),
                                i.createdAt(),
                                i.updatedAt()));
            }
        }
    }

    public synchronized List<Intent> all() {
        return List.copyOf(intents.values());
    }
}
