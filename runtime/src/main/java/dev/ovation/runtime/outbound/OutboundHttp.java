package dev.ovation.runtime.outbound;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls one outside service. A call ends within the timeout, its answer's body included, and follows no redirect, so
 * that a secret never travels to another host. Safe to share between threads; close it with its owner.
 */
public final class OutboundHttp implements AutoCloseable {

    private static final long MAX_ANSWER_BYTES = 256 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    /**
     * @param timeout for a whole call
     */
    public OutboundHttp(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * @throws IOException if there is no whole answer in time, or it is longer than 256 KiB
     */
    public HttpAnswer post(URI uri, Map<String, String> headers, String contentType, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("content-type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return call(request, headers);
    }

    /**
     * @throws IOException as {@link #post}
     */
    public HttpAnswer get(URI uri, Map<String, String> headers) throws IOException {
        return call(HttpRequest.newBuilder(uri).GET(), headers);
    }

    private HttpAnswer call(HttpRequest.Builder request, Map<String, String> headers) throws IOException {
        headers.forEach(request::header);
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(
                request.timeout(timeout).build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            // The request's own timeout ends with the headers; this one covers a body that trickles.
            HttpResponse<byte[]> response = future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return HttpAnswer.of(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new IOException("no whole answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
