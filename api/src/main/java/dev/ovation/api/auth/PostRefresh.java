package dev.ovation.api.auth;

import dev.ovation.core.account.RefreshSession;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code POST /api/auth/refresh}. */
public final class PostRefresh implements Endpoint {

    private final RefreshSession refreshSession;

    public PostRefresh(RefreshSession refreshSession) {
        this.refreshSession = refreshSession;
    }

    @Override
    public Route route() {
        return Route.post("/api/auth/refresh").forAnyone().testingCredentials();
    }

    @Override
    public Answer answer(Call call) {
        String token = call.json()
                .shaped(Set.of("refreshToken"), Set.of())
                .text("refreshToken")
                .text();
        return Answer.ok(SessionView.of(refreshSession.refresh(token)));
    }
}
