package dev.ovation.runtime.sandbox;

/**
 * A payment as the gateway holds it.
 *
 * @param id the gateway's own
 * @param key the id under which it was asked for
 * @param amount in cents
 * @param status {@code open}, {@code paid} or {@code failed}
 */
record SandboxPayment(String id, String key, long amount, String status) {

    static final String OPEN = "open";
    static final String PAID = "paid";
    static final String FAILED = "failed";

    boolean isOpen() {
        return status.equals(OPEN);
    }

    SandboxPayment as(String newStatus) {
        return new SandboxPayment(id, key, amount, newStatus);
    }
}
