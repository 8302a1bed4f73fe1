package dev.ovation.core.settlement;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.value.Address;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles every approved intent whose epoch has ended and pays its creator, in as many bounded transactions as it
 * takes. It may be stopped and started at any point: what is settled is passed over. A batch that the contract refuses
 * is set aside and reported; the others go on.
 */
public final class SettleEpoch {

    private static final Logger log = LoggerFactory.getLogger(SettleEpoch.class);
    private static final int BATCHES_AT_ONCE = 200;

    private final Intents intents;
    private final Batches batches;
    private final SettlementChannel channel;
    private final Payouts payouts;
    private final Balances balances;
    private final Events events;
    private final Clock clock;
    private final int legsPerTransaction;

    public SettleEpoch(
            Intents intents,
            Batches batches,
            SettlementChannel channel,
            Payouts payouts,
            Balances balances,
            Events events,
            Clock clock,
            int legsPerTransaction) {
        this.intents = intents;
        this.batches = batches;
        this.channel = channel;
        this.payouts = payouts;
        this.balances = balances;
        this.events = events;
        this.clock = clock;
        this.legsPerTransaction = legsPerTransaction;
    }

    /**
     * @param epoch the last one that is settled
     * @param refused batches that the contract refused, for a person to look at
     */
    public record Summary(long epoch, int intents, int transactions, Set<BatchId> refused) {}

    /**
     * @param progress is told how many intents are settled so far
     */
    public Summary settle(Consumer<Integer> progress) {
        long current = channel.currentEpoch();
        long end = channel.epochStart(current);
        Run run = new Run(current - 1);
        while (true) {
            List<BatchId> due = intents.batchesToSettle(end, BATCHES_AT_ONCE + run.refused.size()).stream()
                    .filter(id -> !run.refused.contains(id))
                    .toList();
            if (due.isEmpty()) {
                return new Summary(run.epoch, run.settled, run.transactions, Set.copyOf(run.refused));
            }
            for (List<Batch> chunk : chunks(batches.byIds(due))) {
                run.settle(chunk);
                progress.accept(run.settled);
            }
        }
    }

    private List<List<Batch>> chunks(List<Batch> all) {
        List<List<Batch>> chunks = new ArrayList<>();
        List<Batch> chunk = new ArrayList<>();
        int legs = 0;
        for (Batch batch : all) {
            if (!chunk.isEmpty() && legs + batch.legs().size() > legsPerTransaction) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                legs = 0;
            }
            chunk.add(batch);
            legs += batch.legs().size();
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private final class Run {

        private final long epoch;
        private final Set<BatchId> refused = new HashSet<>();
        private int settled;
        private int transactions;

        Run(long epoch) {
            this.epoch = epoch;
        }

        void settle(List<Batch> chunk) {
            Map<BatchId, List<Intent>> legs = new HashMap<>();
            chunk.forEach(batch -> legs.put(batch.id(), intents.ofBatch(batch.id())));
            SettlementChannel.Settlement settlement;
            try {
                settlement = channel.settle(epoch, chunk, legs);
            } catch (RevertedOnChain e) {
                setAside(chunk, e);
                return;
            }
            transactions++;
            payouts.insertAll(settlement.payouts());
            int changed = 0;
            for (Batch batch : chunk) {
                changed += close(batch, legs.getOrDefault(batch.id(), List.of()), settlement);
            }
            settled += changed;
            if (changed == 0) {
                // The chain took them for settled or not approved, and so did we already: never ask for them again.
                chunk.forEach(batch -> refused.add(batch.id()));
            }
            tellCreators(settlement);
            log.info(
                    "settled batches={} intents={} payouts={} tx={}",
                    chunk.size(),
                    changed,
                    settlement.payouts().size(),
                    settlement.receipt().transaction());
        }

        private void setAside(List<Batch> chunk, RevertedOnChain refusal) {
            if (chunk.size() > 1) {
                chunk.forEach(batch -> settle(List.of(batch)));
                return;
            }
            refused.add(chunk.getFirst().id());
            log.error(
                    "settlement refused by the contract batch={} reason={}",
                    chunk.getFirst().id(),
                    refusal.getMessage());
        }

        private int close(Batch batch, List<Intent> legs, SettlementChannel.Settlement settlement) {
            BitSet bits = settlement.settled().getOrDefault(batch.id(), new BitSet());
            List<Intent> closed = bits.stream()
                    .filter(leg -> leg < legs.size())
                    .mapToObj(legs::get)
                    .filter(intent -> intent.state() != IntentState.SETTLED)
                    .toList();
            int changed = intents.apply(closed.stream()
                    .map(intent -> new IntentChange.Settled(
                            intent.id(), settlement.receipt().transaction(), clock.instant()))
                    .toList());
            closed.forEach(intent -> events.publish(new Event(
                    "intent.settled",
                    intent.fan(),
                    Map.of(
                            "intentId",
                            intent.id().toString(),
                            "transaction",
                            settlement.receipt().transaction().toString()),
                    clock.instant())));
            return changed;
        }

        private void tellCreators(SettlementChannel.Settlement settlement) {
            Set<Address> paid = new HashSet<>();
            for (Payout payout : settlement.payouts()) {
                paid.add(payout.creator());
                events.publish(new Event(
                        "payout",
                        payout.creator(),
                        Map.of(
                                "paid",
                                payout.paid().toTokens(),
                                "claps",
                                payout.claps().toTokens(),
                                "gifts",
                                payout.gifts().toTokens(),
                                "transaction",
                                payout.transaction().toString()),
                        payout.at()));
            }
            balances.invalidate(paid);
        }
    }
}
