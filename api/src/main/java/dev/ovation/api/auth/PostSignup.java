package dev.ovation.api.auth;

import dev.ovation.core.account.ActorType;
import dev.ovation.core.account.SignUp;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.JsonObject;
import dev.ovation.runtime.http.Route;
import java.util.Set;

/** {@code POST /api/auth/signup}. */
public final class PostSignup implements Endpoint {

    private static final int MAX_SIGNATURE = 4096;
    private final SignUp signUp;

    public PostSignup(SignUp signUp) {
        this.signUp = signUp;
    }

    @Override
    public Route route() {
        return Route.post("/api/auth/signup").forAnyone().testingCredentials();
    }

    @Override
    public Answer answer(Call call) {
        JsonObject body = call.json()
                .shaped(Set.of("email", "password", "walletAddress", "actorType", "walletSignature"), Set.of());
        SignUp.Request request = new SignUp.Request(
                body.text("email").text(),
                body.text("password").text(),
                body.text("walletAddress").address(),
                body.text("actorType").oneOf(ActorType.class, type -> !type.isStaff()),
                body.text("walletSignature").bytes(MAX_SIGNATURE));
        return Answer.created(SessionView.of(signUp.signUp(request)));
    }
}
