package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Batches;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.intent.Reservations;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Legs;
import dev.ovation.runtime.onchain.contracts.SkipReasons;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Moves intents on as the controller's events say: submitted or failed, approved, released, settled. A step that the
 * sending process has written down already changes nothing.
 */
final class AdvanceIntents implements LogReader {

    private final Intents intents;
    private final Batches batches;
    private final Reservations reservations;
    private final Address controller;

    AdvanceIntents(ReadModel model, Deployment deployment) {
        this.intents = model.intents();
        this.batches = model.batches();
        this.reservations = model.reservations();
        this.controller = deployment.controller();
    }

    @Override
    public Set<Address> apply(LoggedTransaction tx) {
        Set<Address> touched = new HashSet<>();
        for (AbiValues event : tx.events(controller, ControllerContract.BATCH_SUBMITTED)) {
            touched.addAll(submitted(tx, event));
        }
        for (AbiValues event : tx.events(controller, ControllerContract.INTENTS_APPROVED)) {
            move(tx, event, intent -> new IntentChange.Approved(intent.id(), tx.hash(), tx.at()));
        }
        for (AbiValues event : tx.events(controller, ControllerContract.INTENTS_RELEASED)) {
            touched.addAll(move(tx, event, intent -> released(tx, intent, event.bool("rejected"))));
        }
        for (AbiValues event : tx.events(controller, ControllerContract.BATCH_SETTLED)) {
            move(tx, event, intent -> new IntentChange.Settled(intent.id(), tx.hash(), tx.at()));
        }
        return touched;
    }

    private static IntentChange released(LoggedTransaction tx, Intent intent, boolean rejected) {
        return rejected
                ? new IntentChange.Rejected(intent.id(), tx.hash(), intent.reason(), tx.at())
                : new IntentChange.Cancelled(intent.id(), tx.hash(), tx.at());
    }

    private Set<Address> submitted(LoggedTransaction tx, AbiValues event) {
        BatchId id = BatchId.ofChain(event.integer("batchId"));
        Optional<Batch> batch = batches.byId(id);
        if (batch.filter(known -> known.state() == Batch.State.SEALED).isEmpty()) {
            batch.ifPresent(known -> correct(known, tx, event.longValue("submittedAt")));
            return Set.of();
        }
        Map<Integer, String> skipped = skipped(tx, id);
        List<Intent> legs = intents.ofBatch(id);
        List<Intent> taken = new ArrayList<>();
        List<Intent> refused = new ArrayList<>();
        List<IntentChange> changes = new ArrayList<>();
        for (int leg = 0; leg < legs.size(); leg++) {
            Intent intent = legs.get(leg);
            String reason = skipped.get(leg);
            if (reason == null) {
                taken.add(intent);
                changes.add(new IntentChange.Submitted(intent.id(), tx.hash(), tx.at()));
            } else {
                refused.add(intent);
                changes.add(new IntentChange.Failed(intent.id(), reason, tx.at()));
            }
        }
        intents.apply(changes);
        reservations.confirm(
                reservationsOf(taken),
                new Receipt(tx.hash(), tx.block(), tx.at().getEpochSecond()));
        reservationsOf(refused).forEach(reservations::release);
        batches.markSubmitted(id, tx.hash(), event.longValue("submittedAt"));
        return fans(legs);
    }

    /** What fell out of the chain was submitted again, and stands in another block. */
    private void correct(Batch known, LoggedTransaction tx, long submittedAt) {
        if (known.submittedAt() != submittedAt || !known.transaction().equals(Optional.of(tx.hash()))) {
            batches.correctSubmitted(known.id(), tx.hash(), submittedAt);
        }
    }

    private Map<Integer, String> skipped(LoggedTransaction tx, BatchId batch) {
        Map<Integer, String> skipped = new HashMap<>();
        for (AbiValues event : tx.events(controller, ControllerContract.INTENT_SKIPPED)) {
            if (event.integer("batchId").equals(batch.onChain())) {
                int leg = Math.toIntExact(event.longValue("leg"));
                skipped.put(leg, SkipReasons.name(Math.toIntExact(event.longValue("reason"))));
            }
        }
        return skipped;
    }

    /** Answers the fans of the legs if any of them moved. */
    private Set<Address> move(LoggedTransaction tx, AbiValues event, Function<Intent, IntentChange> step) {
        BatchId id = BatchId.ofChain(event.integer("batchId"));
        BitSet bits = Legs.set(event.list("bitmap", BigInteger.class));
        List<Intent> moved = intents.ofBatch(id).stream()
                .filter(intent ->
                        intent.place().filter(place -> bits.get(place.leg())).isPresent())
                .toList();
        int changed = intents.apply(moved.stream().map(step).toList());
        return changed == 0 ? Set.of() : fans(moved);
    }

    private static Set<Address> fans(List<Intent> legs) {
        Set<Address> fans = new HashSet<>();
        legs.forEach(intent -> fans.add(intent.fan()));
        return fans;
    }

    private static List<Reservations.Reservation> reservationsOf(List<Intent> legs) {
        Map<Bytes32, List<Intent>> byAuthorization = new LinkedHashMap<>();
        legs.forEach(intent -> byAuthorization
                .computeIfAbsent(intent.funding().hash(), _ -> new ArrayList<>())
                .add(intent));
        return byAuthorization.values().stream()
                .map(ofOne -> new Reservations.Reservation(
                        ofOne.getFirst().fan(),
                        ofOne.getFirst().funding().terms(),
                        ofOne.getFirst().funding().hash(),
                        ofOne.stream()
                                .map(intent -> new Reservations.Leg(intent.id(), intent.amount()))
                                .toList()))
                .toList();
    }
}
