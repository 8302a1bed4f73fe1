package dev.ovation.core.payment;

import java.util.UUID;

/** Names a payment; its 128 bits, left-padded with zeros, are the on-chain payment id. */
public record PaymentId(UUID value) {

    /**
     * @throws IllegalArgumentException if the text is no UUID
     */
    public static PaymentId of(String text) {
        return new PaymentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
