package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.time.Instant;

/**
 * The right to use an account until a moment.
 *
 * @param fencingToken grows with every change of hands, so that a late writer is recognised
 */
public record Lease(Address account, String holder, long fencingToken, Instant expiresAt) {}
