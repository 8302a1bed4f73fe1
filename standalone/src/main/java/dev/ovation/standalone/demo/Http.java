package dev.ovation.standalone.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** JSON over HTTP, as any client speaks it. */
final class Http {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    record Answer(int status, JsonNode body) {

        /** The body of an answer that must have this status. */
        JsonNode expect(int expected) {
            if (status != expected) {
                throw new DemoFailure("expected " + expected + " and got " + status + ": " + body);
            }
            return body;
        }
    }

    static Answer get(String url, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(URI.create(url)).GET(), headers);
    }

    static Answer post(String url, Object body, Map<String, String> headers) {
        return postRaw(url, JSON.writeValueAsString(body), headers);
    }

    static Answer postRaw(String url, String body, Map<String, String> headers) {
        return send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    static Answer delete(String url, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(URI.create(url)).DELETE(), headers);
    }

    private static Answer send(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Answer(
                    response.statusCode(),
                    json && !text.isBlank() ? JSON.readTree(text) : JsonNodeFactory.instance.stringNode(text));
        } catch (IOException e) {
            throw new DemoFailure("no answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
