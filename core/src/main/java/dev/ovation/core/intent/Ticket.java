package dev.ovation.core.intent;

import dev.ovation.core.refusal.Unavailable;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a fan gets for an order.
 *
 * @param durable done when the intents are kept and can't be lost any more
 * @param submitted done when the chain has decided: each intent SUBMITTED or FAILED. It fails with
 *     {@link dev.ovation.core.refusal.Unavailable} if the chain can't be asked; the intents stay PENDING then, and are
 *     driven on later
 */
public record Ticket(CompletableFuture<List<Intent>> durable, CompletableFuture<List<Intent>> submitted) {

    Ticket() {
        this(new CompletableFuture<>(), new CompletableFuture<>());
    }

    /** For intents that an earlier attempt made durable. */
    static Ticket of(List<Intent> kept) {
        Ticket ticket = new Ticket();
        ticket.follow(kept);
        return ticket;
    }

    /** What an earlier attempt began is not waited for: who drives it on may be another server. */
    void follow(List<Intent> kept) {
        durable.complete(kept);
        if (kept.stream().noneMatch(intent -> intent.state() == IntentState.PENDING)) {
            submitted.complete(kept);
        } else {
            submitted.completeExceptionally(
                    new Unavailable("chain", new IllegalStateException("an earlier attempt is still on its way")));
        }
    }
}
