package dev.ovation.core.intent;

import java.util.List;

/** A reserved order that waits for its batch. */
record WaitingOrder(Lane lane, List<Intent> intents, Reservations.Reservation reservation, Ticket ticket) {

    static WaitingOrder of(Lane lane, List<Intent> intents, Reservations.Reservation reservation) {
        return new WaitingOrder(lane, intents, reservation, new Ticket());
    }

    int bytes() {
        return lane.form().bytes(intents.size(), signature());
    }

    int gas() {
        return lane.form().gas(intents.size(), signature());
    }

    private int signature() {
        return intents.getFirst().funding().authorization().signature().length;
    }

    void fail(RuntimeException failure) {
        ticket.durable().completeExceptionally(failure);
        ticket.submitted().completeExceptionally(failure);
    }
}
