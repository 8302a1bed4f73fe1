package dev.ovation.runtime.sandbox;

/**
 * A payout as the gateway holds it. Its destination decides its fate: one that contains {@code fail} fails for good,
 * one that contains {@code slow} waits until it is finished by hand.
 *
 * @param id under which it was asked for
 * @param amount in cents
 * @param status {@code pending}, {@code done} or {@code failed}
 */
record SandboxPayout(String id, long amount, String destination, String status) {

    static final String PENDING = "pending";
    static final String DONE = "done";
    static final String FAILED = "failed";

    boolean isPending() {
        return status.equals(PENDING);
    }

    boolean waitsForHand() {
        return destination.contains("slow");
    }

    SandboxPayout finished() {
        return new SandboxPayout(id, amount, destination, destination.contains("fail") ? FAILED : DONE);
    }
}
