package dev.ovation.core.payment;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.Optional;

/**
 * Fiat on its way to become TK.
 *
 * @param amount wei of TK, 1 TK for each unit of fiat: what was opened, or what came instead
 * @param provider the gateway's name
 * @param providerRef the gateway's own id of it, unique per provider
 * @param checkoutUrl where the payer pays
 * @param reason why it is held, was rejected or failed; empty otherwise
 */
public record Payment(
        PaymentId id,
        AccountId payer,
        Address wallet,
        Wei amount,
        String provider,
        String providerRef,
        String checkoutUrl,
        PaymentState state,
        String reason,
        Optional<Bytes32> mintedBy,
        Instant createdAt,
        Instant updatedAt) {}
