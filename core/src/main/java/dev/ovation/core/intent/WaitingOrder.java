package dev.ovation.core.intent;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A reserved order that waits for its batch. */
record WaitingOrder(List<Intent> intents, Reservations.Reservation reservation, Ticket ticket) {

    private static final int BYTES_PER_DRAW = 700;
    private static final int BYTES_PER_LEG = 32;

    static WaitingOrder of(List<Intent> intents, Reservations.Reservation reservation) {
        return new WaitingOrder(intents, reservation, new Ticket(new CompletableFuture<>(), new CompletableFuture<>()));
    }

    int bytes() {
        return BYTES_PER_DRAW + BYTES_PER_LEG * intents.size();
    }

    void fail(RuntimeException failure) {
        ticket.durable().completeExceptionally(failure);
        ticket.submitted().completeExceptionally(failure);
    }
}
