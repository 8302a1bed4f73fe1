package dev.ovation.chain.account;

import java.util.concurrent.CompletableFuture;

/** Takes requests and tells what became of them. Safe to share between threads. */
public interface TransactionSubmitter {

    /**
     * Submits a request, or joins the one that was submitted under its key before. Returns at once. The future completes
     * when the transaction has its confirmations, or certainly never reaches the chain; it completes with
     * {@link OwnerStopped} when this process gives the account up, while the request lives on in the journal and the same
     * key finds it again. Cancelling the future cancels nothing else.
     */
    CompletableFuture<Outcome> submit(TransactionRequest request);
}
