package dev.ovation.core.account;

import java.time.Clock;

/** Ends the session that a refresh token belongs to, with all its links. An unknown token changes nothing. */
public final class LogOut {

    private final Sessions sessions;
    private final Clock clock;

    public LogOut(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    public void logOut(String refreshToken) {
        sessions.find(OpenSession.hash(refreshToken))
                .ifPresent(token -> sessions.revokeFamily(token.family(), clock.instant()));
    }
}
