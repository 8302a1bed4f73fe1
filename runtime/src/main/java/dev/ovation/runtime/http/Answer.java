package dev.ovation.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back to the client. Immutable.
 *
 * @param headers in addition to those that every answer carries
 */
public record Answer(int status, Map<String, String> headers, Body body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** What an answer holds. */
    public sealed interface Body {

        record None() implements Body {}

        /** A record or map, written as JSON. */
        record Json(Object value) implements Body {}

        record Raw(String contentType, byte[] bytes) implements Body {}

        /** Server-sent events, written until the source ends. */
        record Stream(EventSource source) implements Body {}
    }

    public static Answer ok(Object json) {
        return new Answer(200, Map.of(), new Body.Json(json));
    }

    public static Answer created(Object json) {
        return new Answer(201, Map.of(), new Body.Json(json));
    }

    public static Answer accepted(Object json) {
        return new Answer(202, Map.of(), new Body.Json(json));
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), new Body.None());
    }

    public static Answer text(int status, String contentType, String text) {
        return raw(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer raw(int status, String contentType, byte[] bytes) {
        return new Answer(status, Map.of(), new Body.Raw(contentType, bytes));
    }

    public static Answer stream(EventSource source) {
        return new Answer(200, Map.of(), new Body.Stream(source));
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
