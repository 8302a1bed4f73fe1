package dev.ovation.acceptance.simulation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON over HTTP, to servers that may die while they are asked. */
public final class Http {

    public static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private Http() {}

    /**
     * @param status 0 where no answer came: what was asked for may have happened, or not
     */
    public record Answer(int status, JsonNode body) {

        private static final Answer NONE = new Answer(0, JSON.createObjectNode());

        public boolean is(int expected) {
            return status == expected;
        }

        /** Whether the server has decided: it did what was asked for, or refused it for a reason of the client's. */
        public boolean isDecided() {
            return status >= 200 && status < 500 && status != 429;
        }

        public String code() {
            return body.path("code").asString("");
        }

        public String text(String name) {
            return body.path(name).asString("");
        }

        /** The body of an answer that must have this status. */
        public JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected " + expected + " and got " + this);
            }
            return body;
        }
    }

    public static Answer get(URI url, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(url).GET(), headers);
    }

    public static Answer post(URI url, Object body, Map<String, String> headers) {
        return post(url, JSON.writeValueAsBytes(body), headers);
    }

    public static Answer post(URI url, byte[] body, Map<String, String> headers) {
        return send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)),
                headers);
    }

    public static Answer delete(URI url, Object body, Map<String, String> headers) {
        return send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/json")
                        .method("DELETE", HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))),
                headers);
    }

    public static Answer delete(URI url, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(url).DELETE(), headers);
    }

    private static Answer send(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), json(text));
        } catch (IOException e) {
            return Answer.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.NONE;
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.createObjectNode().put("text", text);
        }
    }
}
