package dev.ovation.runtime.security;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Problem;
import dev.ovation.runtime.http.Step;
import dev.ovation.runtime.http.Verb;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets pages of configured origins call the API. Credentials of browsers (cookies) are never used, so that no page can
 * act in a visitor's name.
 */
public final class ApplyCors implements Step {

    private static final String ANY = "*";
    private static final String EXPOSED =
            "RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Idempotency-Replayed, Location";
    private static final String ALLOWED_HEADERS =
            "Authorization, Content-Type, Idempotency-Key, Prefer, X-Request-Id, Last-Event-ID";

    private final Set<String> origins;

    /**
     * @param origins such as {@code https://app.example}; {@code *} allows any
     */
    public ApplyCors(Collection<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    @Override
    public Optional<Answer> pass(Call call) {
        call.answerHeader("Vary", "Origin");
        Optional<String> origin = call.header("Origin");
        boolean allowed = origin.isPresent() && (origins.contains(ANY) || origins.contains(origin.get()));
        if (allowed) {
            call.answerHeader("Access-Control-Allow-Origin", origins.contains(ANY) ? ANY : origin.get());
            call.answerHeader("Access-Control-Expose-Headers", EXPOSED);
        }
        boolean preflight = call.verb().equals("OPTIONS")
                && origin.isPresent()
                && call.header("Access-Control-Request-Method").isPresent();
        if (!preflight) {
            return Optional.empty();
        }
        if (!allowed) {
            return Optional.of(Problem.of(RefusalCode.FORBIDDEN, "This origin may not call this API.")
                    .answer(call.requestId()));
        }
        List<Verb> verbs = call.verbs().orElse(List.of());
        return Optional.of(Answer.noContent()
                .with(
                        "Access-Control-Allow-Methods",
                        verbs.stream().map(Verb::name).sorted().collect(Collectors.joining(", ")))
                .with("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .with("Access-Control-Max-Age", "600"));
    }
}
