package dev.ovation.core.intent;

import dev.ovation.core.account.Account;
import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** A fan takes an intent back before it is approved; its escrow returns to the fan. Cancelling twice is cancelling once. */
public final class CancelIntent {

    private final Intents intents;
    private final Batches batches;
    private final BatchChannel channel;
    private final Balances balances;
    private final Events events;
    private final Clock clock;

    public CancelIntent(
            Intents intents, Batches batches, BatchChannel channel, Balances balances, Events events, Clock clock) {
        this.intents = intents;
        this.batches = batches;
        this.channel = channel;
        this.balances = balances;
        this.events = events;
        this.clock = clock;
    }

    public Intent cancel(Account fan, IntentId id) {
        Intent intent = intents.byId(id)
                .filter(i -> i.fanId().equals(fan.id()))
                .orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_INTENT, "You have no intent with this id."));
        if (intent.state() == IntentState.CANCELLED) {
            return intent;
        }
        if (intent.state() != IntentState.SUBMITTED) {
            throw notCancellable(intent.state());
        }
        ChainPlace place = intent.place().orElseThrow();
        Batch batch = batches.byId(place.batch()).orElseThrow();
        BitSet leg = new BitSet();
        leg.set(place.leg());
        Receipt receipt;
        try {
            receipt = channel.cancel(batch, intents.ofBatch(batch.id()), leg);
        } catch (RevertedOnChain e) {
            throw new Refused(RefusalCode.INTENT_NOT_CANCELLABLE, "The intent was approved in the meantime.");
        }
        intents.apply(List.of(new IntentChange.Cancelled(id, receipt.transaction(), clock.instant())));
        balances.invalidate(List.of(intent.fan()));
        events.publish(new Event("intent.cancelled", intent.fan(), Map.of("intentId", id.toString()), clock.instant()));
        return intents.byId(id).orElseThrow();
    }

    private static Refused notCancellable(IntentState state) {
        return new Refused(
                RefusalCode.INTENT_NOT_CANCELLABLE,
                state == IntentState.PENDING
                        ? "The intent is on its way to the chain; try again in some seconds."
                        : "The intent is " + state.name().toLowerCase(java.util.Locale.ROOT) + " already.");
    }
}
