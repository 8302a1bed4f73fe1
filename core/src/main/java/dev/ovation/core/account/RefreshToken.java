package dev.ovation.core.account;

import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.UUID;

/**
 * One link in a chain of refresh tokens. Only its hash is kept.
 *
 * @param hash SHA-256 of the token
 * @param family all links that descend from one login
 */
public record RefreshToken(Bytes32 hash, UUID family, AccountId account, Instant issuedAt, Instant expiresAt) {}
