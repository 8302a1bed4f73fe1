package dev.ovation.chain.account;

import java.util.concurrent.CompletableFuture;

/** A request on its way to the owner's thread. */
record Submission(TransactionRequest request, CompletableFuture<Outcome> future) {}
