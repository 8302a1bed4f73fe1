package dev.ovation.api.auth;

import dev.ovation.core.account.LogIn;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code POST /api/auth/login}. */
public final class PostLogin implements Endpoint {

    private final LogIn logIn;

    public PostLogin(LogIn logIn) {
        this.logIn = logIn;
    }

    @Override
    public Route route() {
        return Route.post("/api/auth/login").forAnyone().testingCredentials();
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json().shaped(Set.of("email", "password"), Set.of());
        return Answer.ok(SessionView.of(
                logIn.logIn(body.text("email").text(), body.text("password").text())));
    }
}
