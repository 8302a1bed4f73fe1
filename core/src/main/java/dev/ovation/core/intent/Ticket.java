package dev.ovation.core.intent;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What a fan gets for an order.
 *
 * @param durable done when the intents are kept and can't be lost any more
 * @param submitted done when the chain has decided: each intent SUBMITTED or FAILED. It fails with
 *     {@link dev.ovation.core.refusal.Unavailable} if the chain can't be asked; the intents stay PENDING then, and are
 *     driven on later
 */
public record Ticket(CompletableFuture<List<Intent>> durable, CompletableFuture<List<Intent>> submitted) {}
