package dev.ovation.api.auth;

import dev.ovation.core.account.SignUp;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Query;
import dev.ovation.runtime.http.Route;
import java.util.Map;

/** {@code GET /api/auth/wallet-message}: the text that a wallet signs to sign up. */
public final class GetWalletMessage implements Endpoint {

    private static final int MAX_EMAIL = 254;
    private final SignUp signUp;

    public GetWalletMessage(SignUp signUp) {
        this.signUp = signUp;
    }

    @Override
    public Route route() {
        return Route.get("/api/auth/wallet-message").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        Query query = call.query().knowing("email", "walletAddress");
        return Answer.ok(Map.of(
                "message",
                signUp.walletText(
                        query.text("email").plain(MAX_EMAIL),
                        query.text("walletAddress").address())));
    }
}
