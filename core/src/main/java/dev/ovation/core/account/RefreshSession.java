package dev.ovation.core.account;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.time.Clock;

/**
 * Trades a refresh token for a new session. Each token is good once: whoever presents a used one may be a thief, so
 * its whole family ends and the owner logs in again.
 */
public final class RefreshSession {

    private final Sessions sessions;
    private final Accounts accounts;
    private final OpenSession openSession;
    private final Clock clock;

    public RefreshSession(Sessions sessions, Accounts accounts, OpenSession openSession, Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.openSession = openSession;
        this.clock = clock;
    }

    public Session refresh(String refreshToken) {
        return switch (sessions.use(OpenSession.hash(refreshToken), clock.instant())) {
            case Sessions.Presented.Accepted accepted ->
                openSession.open(owner(accepted.token()), accepted.token().family());
            case Sessions.Presented.Reused reused -> {
                sessions.revokeFamily(reused.token().family(), clock.instant());
                throw new Refused(
                        RefusalCode.REFRESH_TOKEN_REUSED,
                        "This refresh token was used before; its session has ended. Log in again.");
            }
            case Sessions.Presented.Unknown unknown ->
                throw new Refused(RefusalCode.INVALID_TOKEN, "The refresh token is not valid.");
        };
    }

    private Account owner(RefreshToken token) {
        return accounts.byId(token.account())
                .filter(account -> !account.suspended())
                .orElseThrow(() -> new Refused(RefusalCode.ACCOUNT_SUSPENDED, "This account is suspended."));
    }
}
