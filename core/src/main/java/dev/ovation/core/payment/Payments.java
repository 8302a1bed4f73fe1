package dev.ovation.core.payment;

import dev.ovation.core.account.AccountId;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where payments are kept. Safe to share between threads. */
public interface Payments {

    void insert(Payment payment);

    Optional<Payment> byId(PaymentId id);

    Optional<Payment> byProviderRef(String provider, String providerRef);

    /** Moves a payment on if it stands in a predecessor of {@code target}; answers whether it did. */
    boolean move(PaymentId id, PaymentState target, String reason, Instant at);

    /**
     * OPENED to HELD in one step, because another amount came than was opened: from now on the payment is over what came.
     *
     * @param came wei of TK
     * @return whether it stood at OPENED
     */
    boolean holdDiffering(PaymentId id, Wei came, String reason, Instant at);

    /** CLEARED to MINTED, with the transaction that did it. */
    boolean markMinted(PaymentId id, Bytes32 transaction, Instant at);

    /**
     * Newest first.
     *
     * @param before only older ones than this one
     */
    List<Payment> ofPayer(AccountId payer, Optional<PaymentId> before, int limit);

    /** Payments in a state since before a moment, oldest first: what the sweeper drives forward. */
    List<Payment> inStateBefore(PaymentState state, Instant updatedBefore, int limit);

    /** Remembers a gateway's event by its id; false if it was seen before. */
    boolean rememberEvent(String provider, String eventId, Instant at);
}
