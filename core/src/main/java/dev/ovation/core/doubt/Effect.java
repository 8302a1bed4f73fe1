package dev.ovation.core.doubt;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;

/** What a transaction of ours was to bring about. */
public sealed interface Effect {

    /** Submitted, approved, released or settled something of a batch. */
    record OfBatch(BatchId batch) implements Effect {}

    record Minted(PaymentId payment) implements Effect {}

    record Burned(WithdrawalId withdrawal) implements Effect {}

    record Returned(WithdrawalId withdrawal) implements Effect {}
}
