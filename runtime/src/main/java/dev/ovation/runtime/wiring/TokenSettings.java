package dev.ovation.runtime.wiring;

import dev.ovation.runtime.security.Ed25519AccessTokens;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** The keys of access tokens: the API server signs, the job server only verifies. */
public final class TokenSettings {

    private TokenSettings() {}

    /** In development a fresh key will do: its tokens end with the process. */
    public static TokenKeys signing(Environment env) {
        String json = env.secret(
                "JWT_KEYS",
                "",
                "Ed25519 key that signs access tokens, as a JWK or a JWK set with the signing one first");
        return json.isEmpty() ? TokenKeys.generate(new SecureRandom()) : read("JWT_KEYS", () -> TokenKeys.parse(json));
    }

    public static TokenKeys verifying(Environment env) {
        String json =
                env.required("JWT_PUBLIC_KEYS", "the API server's public keys, as /.well-known/jwks.json shows them");
        return read("JWT_PUBLIC_KEYS", () -> TokenKeys.parseVerifying(json));
    }

    public static Ed25519AccessTokens tokens(Environment env, TokenKeys keys, Clock clock) {
        return new Ed25519AccessTokens(
                keys,
                env.text("JWT_ISSUER", "ovation", "issuer in access tokens"),
                env.duration("ACCESS_TOKEN_VALIDITY", Duration.ofMinutes(15), "how long an access token is good"),
                clock);
    }

    private static TokenKeys read(String name, Supplier<TokenKeys> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(name + " must hold Ed25519 keys as a JWK or a JWK set.");
        }
    }
}
