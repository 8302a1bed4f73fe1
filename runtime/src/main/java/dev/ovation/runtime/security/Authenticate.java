package dev.ovation.runtime.security;

import dev.ovation.core.account.Account;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.http.Access;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Caller;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.http.Step;
import java.util.List;
import java.util.Optional;

/** The step of the access token: who calls a route for accounts has shown one that is ours, fresh and not revoked. */
public final class Authenticate implements Step {

    private static final String SCHEME = "bearer ";
    private static final int MAX_TOKEN = 4096;

    private final Ed25519AccessTokens tokens;
    private final KnownAccounts accounts;

    public Authenticate(Ed25519AccessTokens tokens, KnownAccounts accounts) {
        this.tokens = tokens;
        this.accounts = accounts;
    }

    @Override
    public Optional<Answer> pass(Call call) {
        if (call.route().map(Route::access).filter(Access::authenticated).isPresent()) {
            call.identify(caller(bearer(call)));
        }
        return Optional.empty();
    }

    private static String bearer(Call call) {
        List<String> headers = call.headers("Authorization");
        if (headers.isEmpty()) {
            throw new Refused(
                    RefusalCode.AUTHENTICATION_REQUIRED, "This needs an access token: Authorization: Bearer …");
        }
        String header = headers.getFirst();
        if (headers.size() > 1
                || header.length() > MAX_TOKEN
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Refused(RefusalCode.INVALID_TOKEN, "Authorization must be one Bearer token.");
        }
        return header.substring(SCHEME.length()).strip();
    }

    private Caller caller(String token) {
        Ed25519AccessTokens.Claims claims = tokens.verify(token);
        if (accounts.isRevoked(claims.family())) {
            throw new Refused(RefusalCode.INVALID_TOKEN, "This session has ended; log in again.");
        }
        Account account = accounts.byId(claims.account())
                .orElseThrow(() -> new Refused(RefusalCode.INVALID_TOKEN, "The access token is not valid."));
        if (account.suspended()) {
            throw new Refused(RefusalCode.ACCOUNT_SUSPENDED, "This account is suspended.");
        }
        return new Caller(account, claims.family(), claims.expiresAt());
    }
}
