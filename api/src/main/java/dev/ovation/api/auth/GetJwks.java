package dev.ovation.api.auth;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import dev.ovation.runtime.security.TokenKeys;

/** {@code GET /.well-known/jwks.json}: with what others verify our access tokens. */
public final class GetJwks implements Endpoint {

    private final TokenKeys keys;

    public GetJwks(TokenKeys keys) {
        this.keys = keys;
    }

    @Override
    public Route route() {
        return Route.get("/.well-known/jwks.json").forAnyone();
    }

    @Override
    public Answer answer(Call call) {
        return Answer.text(200, "application/jwk-set+json", keys.published())
                .with("Cache-Control", "public, max-age=300");
    }
}
