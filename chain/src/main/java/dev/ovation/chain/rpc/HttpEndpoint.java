package dev.ovation.chain.rpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One node behind a URL, over HTTP. Connections are kept and shared. */
public final class HttpEndpoint implements RpcClient, AutoCloseable {

    private final String name;
    private final URI url;
    private final Map<String, String> headers;
    private final RpcLimits limits;
    private final HttpClient http;
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param url http or https; it may hold a key, so it is never logged
     * @param name stands for the URL in logs and metrics
     * @param headers sent with every request, for keys
     */
    public HttpEndpoint(String name, URI url, Map<String, String> headers, RpcLimits limits) {
        this.name = name;
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.limits = limits;
        Duration connect =
                limits.timeout().compareTo(Duration.ofSeconds(3)) < 0 ? limits.timeout() : Duration.ofSeconds(3);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    public HttpEndpoint(String name, URI url) {
        this(name, url, Map.of(), RpcLimits.DEFAULT);
    }

    public String name() {
        return name;
    }

    @Override
    public List<RpcReply> send(List<RpcRequest> requests) {
        List<RpcReply> replies = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += limits.maxBatch()) {
            List<RpcRequest> part = requests.subList(from, Math.min(from + limits.maxBatch(), requests.size()));
            try {
                replies.addAll(exchange(part));
            } catch (RpcFailure.Unreachable e) {
                // Earlier parts went through, so the whole is no longer without effect.
                throw from == 0 ? e : new RpcFailure.OutcomeUnknown(String.valueOf(e.getMessage()));
            }
        }
        return replies;
    }

    private List<RpcReply> exchange(List<RpcRequest> requests) {
        long firstId = ids.getAndAdd(requests.size()) + 1;
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(RpcJson.write(requests, firstId)));
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.maxResponseBytes()));
        HttpResponse<byte[]> response;
        try {
            response = pending.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new RpcFailure.OutcomeUnknown(name + " gave no answer within " + limits.timeout());
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new RpcFailure.OutcomeUnknown("the wait for " + name + " was interrupted");
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
        return switch (response.statusCode()) {
            case 200 -> RpcJson.read(response.body(), firstId, requests.size());
            case 429, 503 -> throw new RpcFailure.Unreachable(name + " is busy: HTTP " + response.statusCode());
            // Some nodes answer a failed single call with an error status and a JSON-RPC body.
            default ->
                RpcJson.readError(response.body(), firstId, requests.size())
                        .orElseThrow(
                                () -> new RpcFailure.OutcomeUnknown(name + " answered HTTP " + response.statusCode()));
        };
    }

    private RpcFailure failed(@Nullable Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return new RpcFailure.Unreachable(name + " can't be reached");
        }
        String kind =
                cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : String.valueOf(cause);
        return new RpcFailure.OutcomeUnknown(name + " broke off: " + kind);
    }

    /** Ends the connections without waiting for calls in flight. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    @Override
    public String toString() {
        return name;
    }
}
