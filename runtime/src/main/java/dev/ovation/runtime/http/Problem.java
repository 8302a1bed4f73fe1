package dev.ovation.runtime.http;

import dev.ovation.core.refusal.RefusalCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error as RFC 9457 has it.
 *
 * @param code stable, what clients act on
 * @param detail for the person who writes the client
 * @param headers that belong to it, such as {@code Retry-After}
 */
public record Problem(int status, String code, String detail, List<FieldError> errors, Map<String, String> headers) {

    public static final String CONTENT_TYPE = "application/problem+json";
    /** Of the type URI; a relative reference, resolved where the API is served. */
    public static final String TYPES = "/docs/errors#";

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public static Problem of(RefusalCode code, String detail) {
        return new Problem(status(code), code.code(), detail, List.of(), headers(code));
    }

    public static Problem of(InvalidInput input) {
        FieldError first = input.errors().getFirst();
        return new Problem(status(first.code()), first.code().code(), first.detail(), input.errors(), Map.of());
    }

    /** For what we did wrong: says nothing but that. */
    public static Problem internal() {
        return new Problem(
                500,
                "internal-error",
                "Something went wrong on our side. It is logged under this request id.",
                List.of(),
                Map.of());
    }

    public Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(status, code, detail, errors, more);
    }

    /** The HTTP status of a refusal. */
    public static int status(RefusalCode code) {
        return switch (code.kind()) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD -> 405;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case MEDIA_TYPE -> 415;
            case UNPROCESSABLE -> 422;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    private static Map<String, String> headers(RefusalCode code) {
        return switch (code.kind()) {
            case UNAUTHENTICATED -> Map.of("WWW-Authenticate", challenge(code));
            case UNAVAILABLE -> Map.of("Retry-After", "5");
            default -> Map.of();
        };
    }

    /** RFC 6750: an error code only where a token was shown. */
    private static String challenge(RefusalCode code) {
        return switch (code) {
            case INVALID_TOKEN, TOKEN_EXPIRED -> "Bearer realm=\"ovation\", error=\"invalid_token\"";
            default -> "Bearer realm=\"ovation\"";
        };
    }

    /** The document's fields in their usual order. */
    public Map<String, Object> document(String requestId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", TYPES + code);
        fields.put("title", title(code));
        fields.put("status", status);
        fields.put("code", code);
        fields.put("detail", detail);
        fields.put("instance", requestId);
        if (!errors.isEmpty()) {
            fields.put(
                    "errors",
                    errors.stream()
                            .map(error -> {
                                Map<String, String> entry = new LinkedHashMap<>();
                                entry.put("field", error.field());
                                entry.put("code", error.code().code());
                                entry.put("detail", error.detail());
                                return entry;
                            })
                            .toList());
        }
        return fields;
    }

    public Answer answer(String requestId) {
        return new Answer(status, headers, new Answer.Body.Raw(CONTENT_TYPE, Json.bytes(document(requestId))));
    }

    private static String title(String code) {
        String words = code.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
