package dev.ovation.core.payment;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/** Mints TK for payments on the chain, once for each id, which the contract itself enforces. */
public interface Minting {

    /**
     * Mints, or finds the transaction that did so before. Blocks until it has its confirmations.
     *
     * @throws dev.ovation.core.refusal.Unavailable while the outcome can't be known
     * @throws dev.ovation.core.ledger.RevertedOnChain if the contract refuses, such as above the daily limit
     */
    Receipt mint(PaymentId payment, Address to, Wei amount);
}
