package dev.ovation.chain.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands before a node and misbehaves on demand, request by request. */
public final class FaultyProxy implements AutoCloseable {

    private static final JsonMapper JSON = GoldenVectors.JSON;

    /** What goes wrong with a request. */
    public sealed interface Fault {

        /** The node does its work, and the connection breaks before the answer. */
        record LoseAnswer() implements Fault {}

        /** The node does its work, and the answer never comes. */
        record Hang() implements Fault {}

        /** The node says that it took a transaction, and forgets it. */
        record Swallow() implements Fault {}

        /** HTTP 503 before anything happens. */
        record Busy() implements Fault {}

        /** A JSON-RPC error, and nothing happens. */
        record Reject(int code, String message) implements Fault {}

        /** A made-up result, such as one from long ago. */
        record Answer(Object result) implements Fault {}

        /** The node does its work, and a gateway answers with a page. */
        record Garbage() implements Fault {}
    }

    private record Rule(Predicate<JsonNode> when, Fault fault, AtomicInteger times) {}

    private final URI node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FaultyProxy(URI node, HttpServer server) {
        this.node = node;
        this.server = server;
    }

    public static FaultyProxy before(AnvilNode node) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FaultyProxy proxy = new FaultyProxy(node.url(), server);
            server.createContext("/", proxy::handle);
            server.setExecutor(proxy.threads);
            server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next request with this method goes wrong. */
    public void next(String method, Fault fault) {
        next(1, method, fault);
    }

    public void next(int times, String method, Fault fault) {
        rules.add(new Rule(
                request -> request.path("method").asString("").equals(method), fault, new AtomicInteger(times)));
    }

    /** Every request with this method goes wrong until {@link #heal}. */
    public void always(String method, Fault fault) {
        next(Integer.MAX_VALUE, method, fault);
    }

    /** Every request goes wrong until {@link #heal}. */
    public void always(Fault fault) {
        rules.add(new Rule(request -> true, fault, new AtomicInteger(Integer.MAX_VALUE)));
    }

    public void heal() {
        rules.clear();
    }

    /** How often a method was asked for. */
    public long count(String method) {
        return seen.stream().filter(method::equals).count();
    }

    /** How many requests came in all. */
    public long total() {
        return seen.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            List<JsonNode> requests = new ArrayList<>();
            (body.isArray() ? body : JSON.createArrayNode().add(body)).forEach(requests::add);
            List<JsonNode> replies = new ArrayList<>();
            boolean lose = false;
            boolean hang = false;
            boolean garbage = false;
            for (JsonNode request : requests) {
                seen.add(request.path("method").asString(""));
                Fault fault = fault(request);
                switch (fault) {
                    case Fault.Busy busy -> {
                        exchange.sendResponseHeaders(503, -1);
                        return;
                    }
                    case Fault.Reject reject -> replies.add(error(request, reject));
                    case Fault.Answer answer -> replies.add(result(request, answer.result()));
                    case Fault.Swallow swallow -> {
                        Bytes raw = Bytes.of(request.path("params").path(0).asString(""));
                        replies.add(
                                result(request, Keccak256.hash(raw.toArray()).toString()));
                    }
                    case null, default -> replies.add(forward(request));
                }
                lose |= fault instanceof Fault.LoseAnswer;
                hang |= fault instanceof Fault.Hang;
                garbage |= fault instanceof Fault.Garbage;
            }
            if (hang) {
                closed.await();
            }
            if (lose || hang) {
                return;
            }
            byte[] answer = garbage
                    ? "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(body.isArray() ? replies : replies.getFirst());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Fault fault(JsonNode request) {
        for (Rule rule : rules) {
            if (rule.when().test(request) && rule.times().getAndDecrement() > 0) {
                return rule.fault();
            }
        }
        return null;
    }

    private static ObjectNode reply(JsonNode request) {
        return JSON.createObjectNode().put("jsonrpc", "2.0").set("id", request.path("id"));
    }

    private static JsonNode result(JsonNode request, Object result) {
        return reply(request).set("result", JSON.valueToTree(result));
    }

    private static JsonNode error(JsonNode request, Fault.Reject reject) {
        ObjectNode error = JSON.createObjectNode().put("code", reject.code()).put("message", reject.message());
        return reply(request).set("error", error);
    }

    private JsonNode forward(JsonNode request) throws IOException, InterruptedException {
        HttpRequest http = HttpRequest.newBuilder(node)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                .build();
        return JSON.readTree(
                this.http.send(http, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
