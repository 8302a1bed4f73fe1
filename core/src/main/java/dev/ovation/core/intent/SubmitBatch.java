package dev.ovation.core.intent;

import dev.ovation.core.delegation.Delegations;
import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.value.Bytes32;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one sealed batch to the chain and writes down what became of each leg. Repeating it, at once or after a
 * crash at any line, sends nothing twice: the batch's id is its transaction's key, and the contract refuses it a second
 * time.
 */
public final class SubmitBatch {

    private static final Logger log = LoggerFactory.getLogger(SubmitBatch.class);

    private final Intents intents;
    private final Batches batches;
    private final BatchChannel channel;
    private final Reservations reservations;
    private final Delegations delegations;
    private final Events events;
    private final Clock clock;

    public SubmitBatch(
            Intents intents,
            Batches batches,
            BatchChannel channel,
            Reservations reservations,
            Delegations delegations,
            Events events,
            Clock clock) {
        this.intents = intents;
        this.batches = batches;
        this.channel = channel;
        this.reservations = reservations;
        this.delegations = delegations;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param legs the batch's intents in the order of their legs
     * @return the same intents, each SUBMITTED or FAILED
     * @throws dev.ovation.core.refusal.Unavailable while the outcome can't be known; nothing is written down then
     */
    List<Intent> submit(Batch batch, List<Intent> legs) {
        BatchChannel.Submission submission;
        try {
            submission = channel.submit(batch.id(), batch.token(), legs);
        } catch (RevertedOnChain e) {
            return failed(batch, legs, reasonTold(legs).orElse(String.valueOf(e.getMessage())));
        }
        Instant now = clock.instant();
        List<Intent> after = new ArrayList<>(legs.size());
        for (int leg = 0; leg < legs.size(); leg++) {
            String skipped = submission.skipped().get(leg);
            after.add(
                    skipped == null
                            ? Placed.submitted(
                                    legs.get(leg), submission.receipt().transaction(), now)
                            : Placed.failed(legs.get(leg), skipped, now));
        }
        writeDown(after);
        reservations.confirm(
                reservationsOf(after, intent -> intent.state() == IntentState.SUBMITTED), submission.receipt());
        release(after);
        batches.markSubmitted(
                batch.id(),
                submission.receipt().transaction(),
                submission.receipt().timestamp());
        markStanding(after);
        tell(after);
        log.info(
                "batch submitted batch={} legs={} skipped={} tx={}",
                batch.id(),
                legs.size(),
                submission.skipped().size(),
                submission.receipt().transaction());
        return after;
    }

    /** Why the batch failed, if a server that died has told it to some of the legs already. */
    private static Optional<String> reasonTold(List<Intent> legs) {
        return legs.stream()
                .filter(leg -> leg.state() == IntentState.FAILED)
                .map(Intent::reason)
                .findFirst();
    }

    private List<Intent> failed(Batch batch, List<Intent> legs, String reason) {
        Instant now = clock.instant();
        List<Intent> after =
                legs.stream().map(intent -> Placed.failed(intent, reason, now)).toList();
        writeDown(after);
        release(after);
        batches.markFailed(batch.id());
        tell(after);
        log.warn("batch refused by the contract batch={} legs={} reason={}", batch.id(), legs.size(), reason);
        return after;
    }

    private void writeDown(List<Intent> after) {
        List<IntentChange> changes = new ArrayList<>(after.size());
        for (Intent intent : after) {
            changes.add(
                    intent.submittedBy().isPresent()
                            ? new IntentChange.Submitted(
                                    intent.id(), intent.submittedBy().get(), intent.updatedAt())
                            : new IntentChange.Failed(intent.id(), intent.reason(), intent.updatedAt()));
        }
        intents.apply(changes);
    }

    private void release(List<Intent> after) {
        reservationsOf(after, intent -> intent.state() == IntentState.FAILED).forEach(reservations::release);
    }

    /** What was promised to those of the legs that {@code which} picks, one reservation for each authorization. */
    static List<Reservations.Reservation> reservationsOf(List<Intent> legs, Predicate<Intent> which) {
        Map<Bytes32, List<Intent>> byAuthorization = new LinkedHashMap<>();
        legs.stream()
                .filter(which)
                .forEach(intent -> byAuthorization
                        .computeIfAbsent(intent.funding().hash(), _ -> new ArrayList<>())
                        .add(intent));
        return byAuthorization.values().stream().map(SubmitBatch::reservation).toList();
    }

    static Reservations.Reservation reservation(List<Intent> ofOneAuthorization) {
        Intent first = ofOneAuthorization.getFirst();
        return new Reservations.Reservation(
                first.fan(),
                first.funding().terms(),
                first.funding().hash(),
                ofOneAuthorization.stream()
                        .map(intent -> new Reservations.Leg(intent.id(), intent.amount()))
                        .toList());
    }

    private void markStanding(List<Intent> after) {
        Set<Object> marked = new HashSet<>();
        for (Intent intent : after) {
            Funding funding = intent.funding();
            if (intent.state() == IntentState.SUBMITTED
                    && funding.terms().isStanding()
                    && !funding.registered()
                    && marked.add(funding.hash())) {
                delegations.markOnChain(funding.hash());
            }
        }
    }

    private void tell(List<Intent> after) {
        events.publishAll(after.stream().map(SubmitBatch::event).toList());
    }

    private static Event event(Intent intent) {
        return new Event(
                intent.state() == IntentState.SUBMITTED ? "intent.submitted" : "intent.failed",
                intent.fan(),
                Map.of(
                        "intentId", intent.id().toString(),
                        "state", intent.state().name().toLowerCase(Locale.ROOT),
                        "reason", intent.reason()),
                intent.updatedAt());
    }
}
