package dev.ovation.core.ledger;

import dev.ovation.core.value.Wei;

/**
 * What the cache holds of an account at this moment, for reconciliation.
 *
 * @param snapshot as the cache believes the chain to be
 */
public record CachedAccount(AccountSnapshot snapshot, Wei tkReserved, Wei tkiReserved) {}
