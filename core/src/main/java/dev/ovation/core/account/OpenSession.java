package dev.ovation.core.account;

import dev.ovation.core.value.Bytes32;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Opens a session: an access token and the first or next link of its family's refresh tokens. */
public final class OpenSession {

    private final Sessions sessions;
    private final AccessTokens accessTokens;
    private final RandomGenerator random;
    private final Clock clock;
    private final Duration refreshValidity;

    public OpenSession(
            Sessions sessions,
            AccessTokens accessTokens,
            RandomGenerator random,
            Clock clock,
            Duration refreshValidity) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.random = random;
        this.clock = clock;
        this.refreshValidity = refreshValidity;
    }

    Session open(Account account, UUID family) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        String refreshToken = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant now = clock.instant();
        sessions.insert(new RefreshToken(hash(refreshToken), family, account.id(), now, now.plus(refreshValidity)));
        AccessTokens.Issued access = accessTokens.issue(account, family);
        return new Session(account, access.token(), access.expiresAt(), refreshToken);
    }

    /** Only this is kept of a refresh token, so that a stolen database renews nobody's session. */
    static Bytes32 hash(String refreshToken) {
        try {
            return Bytes32.of(
                    MessageDigest.getInstance("SHA-256").digest(refreshToken.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
