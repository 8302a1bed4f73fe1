package dev.ovation.core.intent;

import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

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

    /**
     * No step, but the truth where a re-organisation of the chain has undone one: the only change that may lead back.
     *
     * @param before the state that the document has, and must still have
     * @param after what the chain says
     */
    record Corrected(IntentId id, IntentState before, IntentState after, String reason, Instant at)
            implements IntentChange {}

    /** The state that the step leads to. */
    default IntentState target() {
        return switch (this) {
            case Submitted _, Screened _ -> IntentState.SUBMITTED;
            case Failed _ -> IntentState.FAILED;
            case Approved _ -> IntentState.APPROVED;
            case Rejected _ -> IntentState.REJECTED;
            case Cancelled _ -> IntentState.CANCELLED;
            case Settled _ -> IntentState.SETTLED;
            case Corrected corrected -> corrected.after();
        };
    }

    /** The states from which the step may be taken. */
    default Set<IntentState> predecessors() {
        return switch (this) {
            case Screened _ -> EnumSet.of(IntentState.SUBMITTED);
            case Corrected corrected -> EnumSet.of(corrected.before());
            default -> target().predecessors();
        };
    }
}
