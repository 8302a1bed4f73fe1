package dev.ovation.chain.rpc;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that a new block may be there, as soon as a node pushes it over a WebSocket. A hint only: what it says is not
 * read, so whoever is woken asks for the head, and polls as well. A lost connection is opened again, at most once in
 * {@code retryAfter}.
 */
public final class NewHeads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NewHeads.class);
    private static final String SUBSCRIBE =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

    private final URI url;
    private final Duration retryAfter;
    private final Runnable onHead;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicBoolean connected = new AtomicBoolean();
    private final Thread thread;

    /**
     * @param url ws or wss
     * @param onHead called on a thread of the connection; must return at once
     */
    public NewHeads(URI url, Duration retryAfter, Runnable onHead) {
        this.url = url;
        this.retryAfter = retryAfter;
        this.onHead = onHead;
        this.thread = Thread.ofVirtual().name("new-heads").start(this::run);
    }

    /** Whether a subscription is being served now. */
    public boolean connected() {
        return connected.get();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            CountDownLatch ended = new CountDownLatch(1);
            try {
                WebSocket socket = http.newWebSocketBuilder()
                        .connectTimeout(Duration.ofSeconds(3))
                        .buildAsync(url, new Subscriber(ended))
                        .join();
                try {
                    ended.await();
                } finally {
                    socket.abort();
                }
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                LOG.debug("event=new_heads_unreachable reason=\"{}\"", e.toString());
            }
            connected.set(false);
            try {
                Thread.sleep(retryAfter);
            } catch (InterruptedException e) {
                break;
            }
        }
        connected.set(false);
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }

    private final class Subscriber implements WebSocket.Listener {

        private final CountDownLatch ended;
        private final StringBuilder message = new StringBuilder();

        Subscriber(CountDownLatch ended) {
            this.ended = ended;
        }

        @Override
        public void onOpen(WebSocket socket) {
            socket.sendText(SUBSCRIBE, true);
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            if (message.length() < 1 << 16) {
                message.append(data);
            }
            if (last) {
                connected.set(true);
                if (message.indexOf("eth_subscription") >= 0) {
                    onHead.run();
                }
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            ended.countDown();
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            LOG.debug("event=new_heads_lost reason=\"{}\"", error.toString());
            ended.countDown();
        }
    }
}
