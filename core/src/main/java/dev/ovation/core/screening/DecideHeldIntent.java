package dev.ovation.core.screening;

import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.Intents;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.time.Clock;
import java.util.List;

/** A person of compliance clears or rejects an intent that screening held. The next approval run acts on it. */
public final class DecideHeldIntent {

    private final Intents intents;
    private final Clock clock;

    public DecideHeldIntent(Intents intents, Clock clock) {
        this.intents = intents;
        this.clock = clock;
    }

    public Intent decide(IntentId id, boolean clear, String reason) {
        Intent intent =
                intents.byId(id).orElseThrow(() -> new Refused(RefusalCode.UNKNOWN_INTENT, "No intent has this id."));
        boolean held = intent.state() == IntentState.SUBMITTED
                && intent.verdict().filter(Verdict.HOLD::equals).isPresent();
        if (!held) {
            throw new Refused(RefusalCode.INTENT_NOT_HELD, "This intent does not wait for a decision.");
        }
        intents.apply(List.of(
                new IntentChange.Screened(id, clear ? Verdict.CLEAR : Verdict.REJECT, reason, clock.instant())));
        return intents.byId(id).orElse(intent);
    }
}
