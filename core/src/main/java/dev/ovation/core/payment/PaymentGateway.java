package dev.ovation.core.payment;

import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import java.util.Map;

/**
 * Where fiat comes in and goes out. Every call carries our id as the gateway's idempotency key. Safe to share between
 * threads.
 */
public interface PaymentGateway {

    /** The name that stands in the webhook's path. */
    String provider();

    record Checkout(String providerRef, String url) {}

    /**
     * Opens a payment.
     *
     * @throws dev.ovation.core.refusal.Unavailable if the gateway does not answer
     */
    Checkout open(PaymentId payment, Wei amount);

    /** How a payout stands at the gateway. */
    enum PayoutState {
        /** Not done yet: ask again. */
        ON_THE_WAY,
        DONE,
        /** Will never be done. */
        FAILED
    }

    /** Starts a payout, or answers how the one with this id stands. */
    PayoutState payOut(WithdrawalId withdrawal, Wei amount, String destination);

    /** What a gateway reports. */
    sealed interface Event {
        String eventId();

        record Paid(String eventId, String providerRef, Wei amount) implements Event {}

        record PaymentFailed(String eventId, String providerRef, String reason) implements Event {}

        record PayoutDone(String eventId, WithdrawalId withdrawal) implements Event {}

        record PayoutFailed(String eventId, WithdrawalId withdrawal, String reason) implements Event {}

        /** Of a kind that does not concern us. */
        record Other(String eventId) implements Event {}
    }

    /**
     * Verifies and reads a webhook.
     *
     * @param headers names in lower case
     * @param body exactly as received
     * @throws dev.ovation.core.refusal.Refused INVALID_WEBHOOK_SIGNATURE or STALE_WEBHOOK
     */
    Event read(Map<String, String> headers, byte[] body);
}
