package dev.ovation.api.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client as anybody could write it. Immutable: each {@code with} answers a changed copy. */
public final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private static final JsonMapper JSON = JsonMapper.shared();
    private final int port;
    private final Map<String, String> headers;

    Client(int port) {
        this(port, Map.of());
    }

    private Client(int port, Map<String, String> headers) {
        this.port = port;
        this.headers = headers;
    }

    /** What came back. */
    public record Reply(int status, Map<String, String> headers, String text) {

        public JsonNode json() {
            return JSON.readTree(text);
        }

        /** A field by its path, such as {@code intent.state}. */
        public String get(String path) {
            JsonNode node = json();
            for (String name : path.split("\\.")) {
                node = node.path(name);
            }
            return node.asString("");
        }

        public String code() {
            return status >= 400 ? get("code") : "";
        }

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(java.util.Locale.ROOT)));
        }
    }

    public Client with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(port, more);
    }

    public Client bearing(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Reply get(String path) {
        return send("GET", path, new byte[0]);
    }

    public Reply post(String path, Object json) {
        return with("Content-Type", "application/json").send("POST", path, JSON.writeValueAsBytes(json));
    }

    public Reply postText(String path, String text) {
        return send("POST", path, text.getBytes(StandardCharsets.UTF_8));
    }

    public Reply delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    public Reply delete(String path, Object json) {
        return with("Content-Type", "application/json").send("DELETE", path, JSON.writeValueAsBytes(json));
    }

    public Reply send(String method, String path, byte[] body) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request(method, path, body), HttpResponse.BodyHandlers.ofString());
            Map<String, String> received = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> received.put(name, String.join(", ", values)));
            return new Reply(response.statusCode(), received, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest request(String method, String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(40))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }
}
