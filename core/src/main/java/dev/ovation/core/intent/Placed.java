package dev.ovation.core.intent;

import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Optional;

/** Copies of an intent one step further. */
final class Placed {

    private Placed() {}

    static Intent at(Intent intent, ChainPlace place) {
        return copy(
                intent, intent.state(), Optional.of(place), intent.reason(), intent.submittedBy(), intent.updatedAt());
    }

    static Intent submitted(Intent intent, Bytes32 transaction, Instant at) {
        return copy(intent, IntentState.SUBMITTED, intent.place(), "", Optional.of(transaction), at);
    }

    static Intent failed(Intent intent, String reason, Instant at) {
        return copy(intent, IntentState.FAILED, intent.place(), reason, Optional.empty(), at);
    }

    private static Intent copy(
            Intent intent,
            IntentState state,
            Optional<ChainPlace> place,
            String reason,
            Optional<Bytes32> submittedBy,
            Instant at) {
        return new Intent(
                intent.id(),
                intent.kind(),
                intent.fanId(),
                intent.fan(),
                intent.creator(),
                intent.amount(),
                intent.contentRef(),
                intent.funding(),
                state,
                place,
                intent.verdict(),
                reason,
                submittedBy,
                intent.approvedBy(),
                intent.closedBy(),
                intent.createdAt(),
                at);
    }
}
