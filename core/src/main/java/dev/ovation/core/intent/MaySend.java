package dev.ovation.core.intent;

import java.util.List;

/**
 * What may still be sent for a batch, by what the fans of its legs may have been told. A fan who was told that a clap
 * failed signs another one: the first must not be taken after all.
 */
public enum MaySend {
    /** Nobody was told anything: it is sent once, and the contract's refusal is the answer for good. */
    ONCE,
    /** Some leg was told to have failed: only what was sent before counts. */
    NOTHING,
    /** Legs were in escrow: what the chain has lost since is sent anew, even if it came back refused. */
    AGAIN;

    public static MaySend of(List<Intent> legs) {
        boolean taken =
                legs.stream().anyMatch(leg -> leg.state() != IntentState.PENDING && leg.state() != IntentState.FAILED);
        boolean failed = legs.stream().anyMatch(leg -> leg.state() == IntentState.FAILED);
        if (taken) {
            return AGAIN;
        }
        return failed ? NOTHING : ONCE;
    }
}
