package dev.ovation.core.account;

import java.time.Instant;
import java.util.UUID;

/** Issues short-lived signed access tokens. Safe to share between threads. */
public interface AccessTokens {

    record Issued(String token, Instant expiresAt) {}

    /**
     * @param family the login that it descends from; revoking the family ends it
     */
    Issued issue(Account account, UUID family);
}
