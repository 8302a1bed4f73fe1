package dev.ovation.core.screening;

import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentId;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Screens each submitted intent past its hold time, approves the clear ones on the chain in as many bounded calls as it
 * takes and releases the rejected ones; held ones wait for a person. A batch that the contract refuses is set aside and
 * reported; the others go on.
 *
 * <p>The verdict is kept before anything is sent. If the process dies after sending, the next run finds the same
 * verdicts, and the chain's channel answers for what was done already.
 */
public final class ScreenIntents {

    private static final Logger log = LoggerFactory.getLogger(ScreenIntents.class);

    /** Of one word of bits each they take 32 KB of a transaction's 128 and less gas than a third of its 2^24. */
    private static final int BATCHES_PER_CALL = 200;

    private static final int LEGS_PER_WORD = 256;
    private static final int WORDS_PER_CALL = 2 * BATCHES_PER_CALL;

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

    /**
     * @param refused batches whose approval or release the contract refused, for a person to look at
     */
    public record Summary(int screened, int approved, int rejected, int held, Set<BatchId> refused) {}

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
        Set<BatchId> refused = new LinkedHashSet<>();
        int approved = approveClear(refused);
        int rejected = releaseRejected(refused);
        return new Summary(screened, approved, rejected, held, Set.copyOf(refused));
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

    private int approveClear(Set<BatchId> refused) {
        int approved = 0;
        Set<IntentId> left = new HashSet<>();
        List<Intent> due;
        while (!(due = next(Verdict.CLEAR, left)).isEmpty()) {
            due.forEach(intent -> left.add(intent.id()));
            for (Map<BatchId, List<Intent>> call : calls(byBatch(due))) {
                List<Intent> now = approve(call, refused);
                now.forEach(intent -> left.remove(intent.id()));
                approved += now.size();
            }
        }
        return approved;
    }

    /** The oldest intents that have this verdict, but for those which this run has left as they are. */
    private List<Intent> next(Verdict verdict, Set<IntentId> left) {
        return intents.screened(verdict, chunk + left.size()).stream()
                .filter(intent -> !left.contains(intent.id()))
                .toList();
    }

    /** Cuts an approval into calls that a transaction can carry and pay for. */
    private static List<Map<BatchId, List<Intent>>> calls(Map<BatchId, List<Intent>> batches) {
        List<Map<BatchId, List<Intent>>> calls = new ArrayList<>();
        Map<BatchId, List<Intent>> call = new LinkedHashMap<>();
        int words = 0;
        for (Map.Entry<BatchId, List<Intent>> batch : batches.entrySet()) {
            int more = Math.ceilDiv(bits(batch.getValue()).length(), LEGS_PER_WORD);
            if (!call.isEmpty() && (call.size() == BATCHES_PER_CALL || words + more > WORDS_PER_CALL)) {
                calls.add(call);
                call = new LinkedHashMap<>();
                words = 0;
            }
            call.put(batch.getKey(), batch.getValue());
            words += more;
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        return calls;
    }

    /**
     * Approves, and answers the intents that are approved now. One batch that the contract refuses would refuse its
     * neighbours with it: the call is halved until that batch stands alone, and is set aside.
     */
    private List<Intent> approve(Map<BatchId, List<Intent>> legs, Set<BatchId> refused) {
        Map<BatchId, BitSet> bits = new LinkedHashMap<>();
        legs.forEach((batch, ofBatch) -> bits.put(batch, bits(ofBatch)));
        Receipt receipt;
        try {
            receipt = channel.approve(bits);
        } catch (RevertedOnChain e) {
            if (legs.size() > 1) {
                List<Intent> approved = new ArrayList<>(approve(part(legs, 0, legs.size() / 2), refused));
                approved.addAll(approve(part(legs, legs.size() / 2, legs.size()), refused));
                return approved;
            }
            refused.addAll(legs.keySet());
            log.error("approval refused by the contract batch={} reason={}", legs.keySet(), e.getMessage());
            return List.of();
        }
        List<Intent> approved =
                onChain(legs.values().stream().flatMap(List::stream).toList(), IntentState.APPROVED);
        Instant now = clock.instant();
        intents.apply(approved.stream()
                .map(intent -> new IntentChange.Approved(intent.id(), receipt.transaction(), now))
                .toList());
        approved.forEach(intent -> tell(intent, IntentState.APPROVED, ""));
        log.info("intents approved count={} tx={}", approved.size(), receipt.transaction());
        return approved;
    }

    private static Map<BatchId, List<Intent>> part(Map<BatchId, List<Intent>> legs, int from, int to) {
        Map<BatchId, List<Intent>> part = new LinkedHashMap<>();
        legs.entrySet().stream().skip(from).limit(to - from).forEach(e -> part.put(e.getKey(), e.getValue()));
        return part;
    }

    /** Those of the intents that the chain holds in a state: a fan may have cancelled one in the meantime. */
    private List<Intent> onChain(List<Intent> screened, IntentState state) {
        Map<BatchId, List<IntentState>> states = new HashMap<>();
        for (Batch batch : batches.byIds(byBatch(screened).keySet())) {
            states.put(batch.id(), channel.states(batch.id(), batch.legs().size()));
        }
        return screened.stream()
                .filter(intent -> intent.place()
                        .filter(place -> state(states.getOrDefault(place.batch(), List.of()), place.leg())
                                .filter(state::equals)
                                .isPresent())
                        .isPresent())
                .toList();
    }

    private static Optional<IntentState> state(List<IntentState> ofBatch, int leg) {
        return leg < ofBatch.size() ? Optional.of(ofBatch.get(leg)) : Optional.empty();
    }

    private int releaseRejected(Set<BatchId> refused) {
        int rejected = 0;
        Set<IntentId> left = new HashSet<>();
        List<Intent> due;
        while (!(due = next(Verdict.REJECT, left)).isEmpty()) {
            due.forEach(intent -> left.add(intent.id()));
            Map<BatchId, List<Intent>> byBatch = byBatch(due);
            for (Batch batch : batches.byIds(byBatch.keySet())) {
                List<Intent> released = release(batch, bits(byBatch.getOrDefault(batch.id(), List.of())), refused);
                released.forEach(intent -> left.remove(intent.id()));
                rejected += released.size();
            }
        }
        return rejected;
    }

    private List<Intent> release(Batch batch, BitSet bits, Set<BatchId> refused) {
        List<Intent> legs = intents.ofBatch(batch.id());
        Receipt receipt;
        try {
            receipt = channel.reject(batch, legs, bits);
        } catch (RevertedOnChain e) {
            refused.add(batch.id());
            log.error("rejection refused by the contract batch={} reason={}", batch.id(), e.getMessage());
            return List.of();
        }
        Instant now = clock.instant();
        List<Intent> released = bits.stream().mapToObj(legs::get).toList();
        intents.apply(released.stream()
                .map(intent -> new IntentChange.Rejected(intent.id(), receipt.transaction(), intent.reason(), now))
                .toList());
        balances.invalidate(released.stream().map(Intent::fan).toList());
        released.forEach(intent -> tell(intent, IntentState.REJECTED, intent.reason()));
        return released;
    }

    private static Map<BatchId, List<Intent>> byBatch(List<Intent> intents) {
        Map<BatchId, List<Intent>> byBatch = new LinkedHashMap<>();
        for (Intent intent : intents) {
            intent.place()
                    .ifPresent(place -> byBatch.computeIfAbsent(place.batch(), _ -> new ArrayList<>())
                            .add(intent));
        }
        return byBatch;
    }

    private static BitSet bits(List<Intent> legs) {
        BitSet bits = new BitSet();
        legs.forEach(intent -> intent.place().ifPresent(place -> bits.set(place.leg())));
        return bits;
    }

    private void tell(Intent intent, IntentState state, String reason) {
        events.publish(new Event(
                "intent." + state.name().toLowerCase(Locale.ROOT),
                intent.fan(),
                Map.of("intentId", intent.id().toString(), "reason", reason),
                clock.instant()));
    }
}
