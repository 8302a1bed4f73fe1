package dev.ovation.api.auth;

import dev.ovation.core.account.Session;
import java.time.Instant;

/** A session as clients see it. */
record SessionView(String token, Instant tokenExpiresAt, String refreshToken, UserView user) {

    static SessionView of(Session session) {
        return new SessionView(
                session.accessToken(),
                session.accessExpiresAt(),
                session.refreshToken(),
                UserView.of(session.account()));
    }

    @Override
    public String toString() {
        return "SessionView[" + user.id() + "]";
    }
}
