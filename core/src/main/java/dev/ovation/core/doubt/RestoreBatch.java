package dev.ovation.core.doubt;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.settlement.SettlementChannel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes documents and chain agree about every leg of one batch. What fans or staff decided, and what they were told was
 * refused, is done again: a batch that is gone is submitted, legs are approved, rejected, cancelled. What only the chain
 * can decide is taken over: that a leg was refused after all, which came back before the money that it was to take. A
 * settlement that is gone leaves its legs to the next one.
 */
public final class RestoreBatch {

    private static final Logger log = LoggerFactory.getLogger(RestoreBatch.class);

    private static final String UNDONE = "Undone by a re-organisation of the chain.";
    private static final Set<IntentState> OWED =
            EnumSet.of(IntentState.SUBMITTED, IntentState.APPROVED, IntentState.SETTLED);

    private final Intents intents;
    private final Batches batches;
    private final BatchChannel channel;
    private final SettlementChannel settlement;
    private final Payouts payouts;
    private final Balances balances;
    private final Events events;
    private final Clock clock;

    public RestoreBatch(
            Intents intents,
            Batches batches,
            BatchChannel channel,
            SettlementChannel settlement,
            Payouts payouts,
            Balances balances,
            Events events,
            Clock clock) {
        this.intents = intents;
        this.batches = batches;
        this.channel = channel;
        this.settlement = settlement;
        this.payouts = payouts;
        this.balances = balances;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Does what is to be done first, and answers whether there was anything: then look again.
     *
     * @throws dev.ovation.core.ledger.RevertedOnChain if the chain refuses to do something again, for now or for good
     * @throws dev.ovation.core.refusal.Unavailable while the outcome can't be known
     */
    boolean restore(BatchId id) {
        // A sealed batch is not told to be anything yet: the sweeper drives it on.
        return batches.byId(id)
                .filter(batch -> batch.state() != Batch.State.SEALED)
                .map(batch -> new Look(
                        batch,
                        intents.ofBatch(id),
                        channel.states(id, batch.legs().size())))
                .filter(Look::differs)
                .isPresent();
    }

    /** Documents and chain at one moment. */
    private final class Look {

        private final Batch batch;
        private final List<Intent> legs;
        private final List<IntentState> onChain;

        Look(Batch batch, List<Intent> legs, List<IntentState> onChain) {
            this.batch = batch;
            this.legs = legs;
            this.onChain = onChain;
        }

        boolean differs() {
            boolean gone = onChain.contains(IntentState.PENDING);
            if (gone) {
                return legs.stream().anyMatch(intent -> OWED.contains(intent.state())) && submitted();
            }
            if (batch.state() == Batch.State.FAILED) {
                return submitted();
            }
            // Each on its own: all of them are due, whichever comes first.
            boolean sent = sent();
            boolean takenOver = takenOver();
            return sent | takenOver | paidOtherwise();
        }

        private IntentState onChain(Intent intent) {
            return onChain.get(intent.place().orElseThrow().leg());
        }

        /** Again, or after all; in the second case the channel finds the transaction that did it. */
        private boolean submitted() {
            BatchChannel.Submission submission = channel.submit(batch.id(), batch.token(), legs);
            batches.correctSubmitted(
                    batch.id(),
                    submission.receipt().transaction(),
                    submission.receipt().timestamp());
            log.warn(
                    "submitted again batch={} tx={}",
                    batch.id(),
                    submission.receipt().transaction());
            balances.invalidate(legs.stream().map(Intent::fan).toList());
            return true;
        }

        private boolean sent() {
            // A fan's no is the relayer's to repeat; of what is approved, compliance's.
            BitSet cancelled = which((documents, chain) -> chain == IntentState.SUBMITTED
                    && (documents == IntentState.CANCELLED || documents == IntentState.FAILED));
            BitSet rejected =
                    which((documents, chain) -> (chain == IntentState.SUBMITTED && documents == IntentState.REJECTED)
                            || (chain == IntentState.APPROVED && isOver(documents)));
            BitSet approved = which((documents, chain) -> chain == IntentState.SUBMITTED
                    && (documents == IntentState.APPROVED || documents == IntentState.SETTLED));
            if (!cancelled.isEmpty()) {
                log.warn("cancelled again batch={} legs={}", batch.id(), cancelled.cardinality());
                channel.cancel(batch, legs, cancelled);
            }
            if (!rejected.isEmpty()) {
                log.warn("rejected again batch={} legs={}", batch.id(), rejected.cardinality());
                channel.reject(batch, legs, rejected);
            }
            if (!approved.isEmpty()) {
                log.warn("approved again batch={} legs={}", batch.id(), approved.cardinality());
                channel.approve(Map.of(batch.id(), approved));
            }
            balances.invalidate(legs.stream()
                    .filter(intent -> cancelled.get(intent.place().orElseThrow().leg())
                            || rejected.get(intent.place().orElseThrow().leg()))
                    .map(Intent::fan)
                    .toList());
            return !cancelled.isEmpty() || !rejected.isEmpty() || !approved.isEmpty();
        }

        private BitSet which(BiPredicate<IntentState, IntentState> differ) {
            BitSet found = new BitSet();
            for (Intent intent : legs) {
                if (differ.test(intent.state(), onChain(intent))) {
                    found.set(intent.place().orElseThrow().leg());
                }
            }
            return found;
        }

        private boolean takenOver() {
            List<Intent> wrong = legs.stream()
                    .filter(intent -> chainDecides(intent.state(), onChain(intent)))
                    .toList();
            if (wrong.isEmpty()) {
                return false;
            }
            List<IntentChange> changes = new ArrayList<>();
            List<Event> told = new ArrayList<>();
            for (Intent intent : wrong) {
                IntentState now = onChain(intent);
                String reason = now == IntentState.FAILED ? UNDONE : intent.reason();
                changes.add(new IntentChange.Corrected(intent.id(), intent.state(), now, reason, clock.instant()));
                told.add(new Event(
                        "intent." + name(now),
                        intent.fan(),
                        Map.of("intentId", intent.id().toString(), "state", name(now), "reason", reason),
                        clock.instant()));
            }
            int changed = intents.apply(changes);
            log.warn("states taken over from the chain batch={} legs={}", batch.id(), changed);
            balances.invalidate(wrong.stream().map(Intent::fan).toList());
            events.publishAll(told);
            return true;
        }

        /** A settlement that is gone, or came back with other remainders. One that is new is noted by the log follower. */
        private boolean paidOtherwise() {
            List<Payout> known = payouts.ofBatch(batch.id());
            if (known.isEmpty()) {
                return false;
            }
            List<Payout> paid = settlement.paidFor(
                    batch.id(), known.stream().map(Payout::transaction).collect(Collectors.toSet()));
            List<Payout> lost =
                    known.stream().filter(payout -> !paid.contains(payout)).toList();
            if (lost.isEmpty()) {
                return false;
            }
            payouts.forget(lost);
            payouts.insertAll(paid);
            log.warn(
                    "payouts taken over from the chain batch={} lost={} paid={}", batch.id(), lost.size(), paid.size());
            balances.invalidate(legs.stream().map(Intent::creator).toList());
            return true;
        }
    }

    private static String name(IntentState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isOver(IntentState documents) {
        return documents == IntentState.CANCELLED
                || documents == IntentState.REJECTED
                || documents == IntentState.FAILED;
    }

    /** Where nothing can be done any more, or nothing has to be. Steps that simply were not noted yet are not among these. */
    private static boolean chainDecides(IntentState documents, IntentState onChain) {
        return switch (onChain) {
            case SETTLED -> isOver(documents);
            case APPROVED -> documents == IntentState.SETTLED;
            case FAILED -> OWED.contains(documents);
            case CANCELLED, REJECTED -> documents == IntentState.APPROVED || documents == IntentState.SETTLED;
            case PENDING, SUBMITTED -> false;
        };
    }
}
