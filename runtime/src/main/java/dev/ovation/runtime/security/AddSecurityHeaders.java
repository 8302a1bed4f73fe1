package dev.ovation.runtime.security;

import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Step;
import java.util.Map;
import java.util.Optional;

/** Tells browsers to do nothing with our answers that we did not mean. A route may replace a header with its own. */
public final class AddSecurityHeaders implements Step {

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "cross-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()",
            "Cache-Control", "no-store");

    @Override
    public Optional<Answer> pass(Call call) {
        HEADERS.forEach(call::answerHeader);
        call.answerHeader("X-Request-Id", call.requestId());
        return Optional.empty();
    }
}
