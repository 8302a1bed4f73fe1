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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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

        /** Another HTTP status, such as 429, before anything happens. */
        record Status(int code) implements Fault {}

        /** The connection breaks before anything happens. */
        record BreakOff() implements Fault {}

        /** Answers as a node would that has not seen the last blocks. */
        record Lag(int blocks) implements Fault {}

        /** A JSON-RPC error, and nothing happens. */
        record Reject(int code, String message) implements Fault {}

        /** A made-up result, such as one from long ago. */
        record Answer(Object result) implements Fault {}

        /** The node does its work, and a gateway answers with a page. */
        record Garbage() implements Fault {}
    }

    private record Rule(Predicate<JsonNode> when, Fault fault, AtomicInteger times) {}

    private static final Set<String> BY_TRANSACTION = Set.of("eth_getTransactionReceipt", "eth_getTransactionByHash");

    private static final Function<String, Optional<Fault>> CALM = _ -> Optional.empty();

    private final URI node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> seen = new ConcurrentHashMap<>();
    private volatile Function<String, Optional<Fault>> weather = CALM;
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

    /**
     * Whatever no rule is about goes as this says.
     *
     * @param byMethod is asked for each request
     */
    public void weather(Function<String, Optional<Fault>> byMethod) {
        weather = byMethod;
    }

    /** Something happens while a request with this method is on its way. */
    public void whenAsked(String method, Runnable happens) {
        weather(asked -> {
            if (asked.equals(method)) {
                happens.run();
            }
            return Optional.empty();
        });
    }

    public void heal() {
        rules.clear();
        weather = CALM;
    }

    /** How often a method was asked for. */
    public long count(String method) {
        return seen.getOrDefault(method, new LongAdder()).sum();
    }

    /** How many requests came in all. */
    public long total() {
        return seen.values().stream().mapToLong(LongAdder::sum).sum();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            JsonNode body = JSON.readTree(bytes);
            List<JsonNode> requests = new ArrayList<>();
            (body.isArray() ? body : JSON.createArrayNode().add(body)).forEach(requests::add);
            if (isCalm()) {
                requests.forEach(this::count);
                answer(exchange, forward(bytes));
                return;
            }
            List<JsonNode> replies = new ArrayList<>();
            boolean lose = false;
            boolean hang = false;
            boolean garbage = false;
            for (JsonNode request : requests) {
                count(request);
                Fault fault = fault(request);
                switch (fault) {
                    case Fault.Busy busy -> {
                        exchange.sendResponseHeaders(503, -1);
                        return;
                    }
                    case Fault.Status status -> {
                        exchange.sendResponseHeaders(status.code(), -1);
                        return;
                    }
                    case Fault.BreakOff breakOff -> {
                        return;
                    }
                    case Fault.Lag lag -> replies.add(lagging(request, lag.blocks()));
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
            answer(
                    exchange,
                    garbage
                            ? "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8)
                            : JSON.writeValueAsBytes(body.isArray() ? replies : replies.getFirst()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing goes wrong now: requests pass as they came, and many at once are not taken apart. */
    private boolean isCalm() {
        return weather == CALM && rules.stream().allMatch(rule -> rule.times().get() <= 0);
    }

    private void count(JsonNode request) {
        seen.computeIfAbsent(request.path("method").asString(""), _ -> new LongAdder())
                .increment();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private Fault fault(JsonNode request) {
        for (Rule rule : rules) {
            if (rule.when().test(request) && rule.times().getAndDecrement() > 0) {
                return rule.fault();
            }
        }
        return weather.apply(request.path("method").asString("")).orElse(null);
    }

    /** A lagging node's newest block is an older one, and it knows no transaction of a younger one. */
    private JsonNode lagging(JsonNode request, int blocks) throws IOException, InterruptedException {
        long newest =
                number(forward(call("eth_blockNumber", JSON.createArrayNode())).path("result"));
        long head = Math.max(0, newest - blocks);
        String method = request.path("method").asString("");
        if (method.equals("eth_blockNumber")) {
            return result(request, "0x" + Long.toHexString(head));
        }
        JsonNode answer = forward(request.isObject() ? atHead((ObjectNode) request, head) : request);
        if (BY_TRANSACTION.contains(method) && number(answer.path("result").path("blockNumber")) > head) {
            return reply(request).putNull("result");
        }
        return answer;
    }

    /** The same request with the newest block's number in the place of its name. */
    private static JsonNode atHead(ObjectNode request, long head) {
        ObjectNode copy = request.deepCopy();
        ArrayNode params = JSON.createArrayNode();
        copy.path("params")
                .forEach(param -> params.add(
                        param.asString("").equals("latest") ? JSON.valueToTree("0x" + Long.toHexString(head)) : param));
        copy.set("params", params);
        return copy;
    }

    private static ObjectNode call(String method, JsonNode params) {
        ObjectNode call =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        call.set("params", params);
        return call;
    }

    private static long number(JsonNode hex) {
        return hex.isString() ? Long.decode(hex.asString()) : 0;
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
        return JSON.readTree(forward(JSON.writeValueAsBytes(request)));
    }

    private byte[] forward(byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
