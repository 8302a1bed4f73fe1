package dev.ovation.core.intent;

import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;

/**
 * One step of an intent. Applying a step to an intent that is not in one of the step's predecessors changes nothing,
 * which makes every step idempotent and keeps late news from turning a state back.
 */
public sealed interface IntentChange {

    IntentId id();

    Instant at();

    record Submitted(IntentId id, Bytes32 transaction, Instant at) implements IntentChange {}

    record Failed(IntentId id, String reason, Instant at) implements IntentChange {}

    /** Keeps the verdict of screening; the state stays. */
    record Screened(IntentId id, Verdict verdict, String reason, Instant at) implements IntentChange {}

    record Approved(IntentId id, Bytes32 transaction, Instant at) implements IntentChange {}

    record Rejected(IntentId id, Bytes32 transaction, String reason, Instant at) implements IntentChange {}

    record Cancelled(IntentId id, Bytes32 transaction, Instant at) implements IntentChange {}

    record Settled(IntentId id, Bytes32 transaction, Instant at) implements IntentChange {}

    /** The state that the step leads to. */
    default IntentState target() {
        return switch (this) {
            case Submitted _, Screened _ -> IntentState.SUBMITTED;
            case Failed _ -> IntentState.FAILED;
            case Approved _ -> IntentState.APPROVED;
            case Rejected _ -> IntentState.REJECTED;
            case Cancelled _ -> IntentState.CANCELLED;
            case Settled _ -> IntentState.SETTLED;
        };
    }
}
