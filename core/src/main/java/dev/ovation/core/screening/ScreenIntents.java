package dev.ovation.core.screening;

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
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Screens each submitted intent past its hold time, approves the clear ones on the chain in batches and releases the
 * rejected ones; held ones wait for a person.
 *
 * <p>The verdict is kept before anything is sent. If the process dies after sending, the next run finds the same
 * verdicts, and the chain's channel answers for what was done already.
 */
public final class ScreenIntents {

    private static final Logger log = LoggerFactory.getLogger(ScreenIntents.class);

    private final Intents intents;
    private final Batches batches;
    private final AmlService aml;
    private final BatchChannel channel;
    private final Balances balances;
    private final Events events;
    private final Clock clock;
    private final Duration hold;
    private final int chunk;

    /**
     * @param hold how long an intent stays cancellable before it is screened
     * @param chunk intents that one round takes
     */
    public ScreenIntents(
            Intents intents,
            Batches batches,
            AmlService aml,
            BatchChannel channel,
            Balances balances,
            Events events,
            Clock clock,
            Duration hold,
            int chunk) {
        this.intents = intents;
        this.batches = batches;
        this.aml = aml;
        this.channel = channel;
        this.balances = balances;
        this.events = events;
        this.clock = clock;
        this.hold = hold;
        this.chunk = chunk;
    }

    public record Summary(int screened, int approved, int rejected, int held) {}

    /**
     * @throws dev.ovation.core.refusal.Unavailable if a part can't be reached; what was done stays done
     */
    public Summary screenAll() {
        int screened = 0;
        int held = 0;
        List<Intent> due;
        do {
            due = intents.toScreen(clock.instant().minus(hold), chunk);
            List<IntentChange> verdicts = new ArrayList<>(due.size());
            for (Intent intent : due) {
                Decision decision = aml.screen(subject(intent));
                verdicts.add(
                        new IntentChange.Screened(intent.id(), decision.verdict(), decision.reason(), clock.instant()));
                held += decision.verdict() == Verdict.HOLD ? 1 : 0;
            }
            intents.apply(verdicts);
            screened += due.size();
        } while (due.size() == chunk);
        return new Summary(screened, approveClear(), releaseRejected(), held);
    }

    private static Subject subject(Intent intent) {
        return new Subject(
                Subject.Kind.INTENT,
                intent.id().toString(),
                Optional.of(intent.fan()),
                Optional.of(intent.creator()),
                intent.token(),
                intent.amount());
    }

    private int approveClear() {
        int approved = 0;
        List<Intent> clear;
        do {
            clear = intents.screened(Verdict.CLEAR, chunk);
            if (clear.isEmpty()) {
                break;
            }
            Receipt receipt = channel.approve(legsByBatch(clear));
            List<Intent> approvedNow = onChain(clear, IntentState.APPROVED);
            Instant now = clock.instant();
            int changed = intents.apply(approvedNow.stream()
                    .map(intent -> new IntentChange.Approved(intent.id(), receipt.transaction(), now))
                    .toList());
            approvedNow.forEach(intent -> tell(intent, IntentState.APPROVED, ""));
            log.info("intents approved count={} tx={}", approvedNow.size(), receipt.transaction());
            approved += changed;
            if (changed == 0) {
                break;
            }
        } while (clear.size() == chunk);
        return approved;
    }

    /** Those of the intents that the chain holds in a state: a fan may have cancelled one in the meantime. */
    private List<Intent> onChain(List<Intent> screened, IntentState state) {
        Map<BatchId, List<IntentState>> states = new HashMap<>();
        for (Batch batch : batches.byIds(legsByBatch(screened).keySet())) {
            states.put(batch.id(), channel.states(batch.id(), batch.legs().size()));
        }
        return screened.stream()
                .filter(intent -> intent.place()
                        .map(place ->
                                states.getOrDefault(place.batch(), List.of()).get(place.leg()) == state)
                        .orElse(false))
                .toList();
    }

    private int releaseRejected() {
        int rejected = 0;
        Map<BatchId, BitSet> byBatch = legsByBatch(intents.screened(Verdict.REJECT, chunk));
        for (Batch batch : batches.byIds(byBatch.keySet())) {
            BitSet bits = byBatch.getOrDefault(batch.id(), new BitSet());
            List<Intent> legs = intents.ofBatch(batch.id());
            Receipt receipt;
            try {
                receipt = channel.reject(batch, legs, bits);
            } catch (RevertedOnChain e) {
                log.error("rejection refused by the contract batch={} reason={}", batch.id(), e.getMessage());
                continue;
            }
            Instant now = clock.instant();
            List<Intent> released = bits.stream().mapToObj(legs::get).toList();
            rejected += intents.apply(released.stream()
                    .map(intent -> new IntentChange.Rejected(intent.id(), receipt.transaction(), intent.reason(), now))
                    .toList());
            balances.invalidate(released.stream().map(Intent::fan).toList());
            released.forEach(intent -> tell(intent, IntentState.REJECTED, intent.reason()));
        }
        return rejected;
    }

    private static Map<BatchId, BitSet> legsByBatch(List<Intent> intents) {
        Map<BatchId, BitSet> legs = new LinkedHashMap<>();
        for (Intent intent : intents) {
            intent.place()
                    .ifPresent(place -> legs.computeIfAbsent(place.batch(), _ -> new BitSet())
                            .set(place.leg()));
        }
        return legs;
    }

    private void tell(Intent intent, IntentState state, String reason) {
        events.publish(new Event(
                "intent." + state.name().toLowerCase(Locale.ROOT),
                intent.fan(),
                Map.of("intentId", intent.id().toString(), "reason", reason),
                clock.instant()));
    }
}
