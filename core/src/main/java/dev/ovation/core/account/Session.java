package dev.ovation.core.account;

import java.time.Instant;

/**
 * What a client gets at sign-up, login and refresh.
 *
 * @param refreshToken opaque; good for one refresh
 */
public record Session(Account account, String accessToken, Instant accessExpiresAt, String refreshToken) {

    @Override
    public String toString() {
        return "Session[" + account.id() + "]";
    }
}
