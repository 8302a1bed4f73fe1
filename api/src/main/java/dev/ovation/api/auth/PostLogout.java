package dev.ovation.api.auth;

import dev.ovation.core.account.LogOut;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.security.KnownAccounts;
import java.util.Set;

/** {@code POST /api/auth/logout}: needs no access token, so that one can log out with an expired one. */
public final class PostLogout implements Endpoint {

    private final LogOut logOut;
    private final KnownAccounts known;

    public PostLogout(LogOut logOut, KnownAccounts known) {
        this.logOut = logOut;
        this.known = known;
    }

    @Override
    public Route route() {
        return Route.post("/api/auth/logout").forAnyone().testingCredentials();
    }

    @Override
    public Answer answer(Call call) {
        String token = call.json()
                .shaped(Set.of("refreshToken"), Set.of())
                .text("refreshToken")
                .text();
        logOut.logOut(token);
        known.forgetFamilies();
        return Answer.noContent();
    }
}
