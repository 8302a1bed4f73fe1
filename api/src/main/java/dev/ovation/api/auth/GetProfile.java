package dev.ovation.api.auth;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;

/** {@code GET /api/auth/profile}. */
public final class GetProfile implements Endpoint {

    @Override
    public Route route() {
        return Route.get("/api/auth/profile");
    }

    @Override
    public Answer answer(Call call) {
        call.query().knowing();
        return Answer.ok(UserView.of(call.account()));
    }
}
