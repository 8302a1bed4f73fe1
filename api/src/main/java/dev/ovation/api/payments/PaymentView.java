package dev.ovation.api.payments;

import dev.ovation.core.payment.Payment;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A payment as its payer sees it; what screening thinks of a held one is not shown. */
public record PaymentView(
        String paymentId,
        String state,
        String amount,
        String provider,
        String checkoutUrl,
        Optional<String> transactionHash,
        Instant createdAt,
        Instant updatedAt) {

    public static PaymentView of(Payment payment) {
        return new PaymentView(
                payment.id().toString(),
                payment.state().name().toLowerCase(Locale.ROOT),
                payment.amount().toTokens(),
                payment.provider(),
                payment.checkoutUrl(),
                payment.mintedBy().map(Bytes32::toString),
                payment.createdAt(),
                payment.updatedAt());
    }
}
