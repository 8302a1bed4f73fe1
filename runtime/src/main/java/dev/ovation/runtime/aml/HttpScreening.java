package dev.ovation.runtime.aml;

import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.screening.Verdict;
import dev.ovation.runtime.outbound.HttpAnswer;
import dev.ovation.runtime.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an outside service: posts {@code {id, kind, from, to, token, amount}} with a bearer secret and the subject's id
 * as {@code idempotency-key}, and expects {@code {verdict: clear|hold|reject, reason}}. Anything else, silence
 * included, is no answer: nothing moves until there is one.
 */
public final class HttpScreening implements AmlService, AutoCloseable {

    private static final int MAX_REASON = 300;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI service;
    private final String secret;
    private final OutboundHttp http;

    /**
     * @param http closed with this
     */
    public HttpScreening(URI service, String secret, OutboundHttp http) {
        this.service = service;
        this.secret = secret;
        this.http = http;
    }

    @Override
    public Decision screen(Subject subject) {
        try {
            HttpAnswer answer = http.post(
                    service,
                    Map.of("authorization", "Bearer " + secret, "idempotency-key", subject.kind() + "-" + subject.id()),
                    "application/json",
                    MAPPER.writeValueAsBytes(question(subject)));
            if (!answer.isSuccess()) {
                throw new IOException("status " + answer.status());
            }
            return decision(answer.json());
        } catch (IOException e) {
            throw new Unavailable("aml", e);
        }
    }

    private static Map<String, Object> question(Subject subject) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("id", subject.id());
        question.put("kind", subject.kind().name().toLowerCase(Locale.ROOT));
        subject.from().ifPresent(from -> question.put("from", from.toString()));
        subject.to().ifPresent(to -> question.put("to", to.toString()));
        question.put("token", subject.token().name());
        question.put("amount", subject.amount().toTokens());
        return question;
    }

    private static Decision decision(JsonNode answer) throws IOException {
        String reason = answer.path("reason").asString("");
        String bounded = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        return switch (answer.path("verdict").asString("")) {
            case "clear" -> Decision.CLEAR;
            case "hold" -> new Decision(Verdict.HOLD, bounded);
            case "reject" -> new Decision(Verdict.REJECT, bounded);
            default -> throw new IOException("an answer without a verdict");
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
