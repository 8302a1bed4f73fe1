package dev.ovation.core.intent;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.slf4j.MDC;

/** A reserved order that waits for its batch. */
record WaitingOrder(List<Intent> intents, Reservations.Reservation reservation, Ticket ticket, String requestId) {

    /** Where the logs' context holds the id of the request that is served. */
    static final String REQUEST_ID = "requestId";

    private static final int BYTES_PER_DRAW = 700;
    private static final int BYTES_PER_LEG = 32;
    private static final int GAS_SIGNED = 38_000;
    private static final int GAS_STANDING = 30_000;
    private static final int GAS_REGISTERING = 68_000;
    private static final int GAS_PER_LEG = 4_000;

    static WaitingOrder of(List<Intent> intents, Reservations.Reservation reservation) {
        return new WaitingOrder(
                intents,
                reservation,
                new Ticket(new CompletableFuture<>(), new CompletableFuture<>()),
                Objects.requireNonNullElse(MDC.get(REQUEST_ID), ""));
    }

    int bytes() {
        return BYTES_PER_DRAW + BYTES_PER_LEG * intents.size();
    }

    /**
     * Gas that the order takes at most, measured with each fan's first clap of its life. A batch above a transaction's
     * limit (EIP-7825) would fail as a whole.
     */
    int gas() {
        Funding funding = intents.getFirst().funding();
        int draw = funding.registered() ? GAS_STANDING : funding.terms().isStanding() ? GAS_REGISTERING : GAS_SIGNED;
        return draw + GAS_PER_LEG * intents.size();
    }

    void fail(RuntimeException failure) {
        ticket.durable().completeExceptionally(failure);
        ticket.submitted().completeExceptionally(failure);
    }
}
