package dev.ovation.acceptance.simulation;

import java.util.function.Supplier;

/** Asks again until the server has decided: for requests that are safe to repeat, by their kind or by their key. */
final class Insist {

    private Insist() {}

    /**
     * @throws AssertionError if there is no decision in time
     */
    static Http.Answer on(String what, Supplier<Http.Answer> request) {
        Http.Answer[] last = new Http.Answer[1];
        Until.holds(Until.ON_A_BUSY_MACHINE, () -> what + " is decided, but " + last[0], () -> {
            last[0] = request.get();
            return last[0].isDecided() && !last[0].code().equals("idempotency-key-in-use");
        });
        return last[0];
    }
}
