package dev.ovation.runtime.http;

import dev.ovation.runtime.settings.InvalidSetting;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Helidon, set up as both servers want it: one handler for everything, and no word of its own to clients. */
public final class HttpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final int MAX_PROLOGUE = 4096;
    private static final int MAX_HEADERS = 16_384;

    private final WebServer server;
    private final ObserveRequests observe;
    private final LateHeads lateHeads;
    private final Duration grace;

    private HttpServer(WebServer server, ObserveRequests observe, LateHeads lateHeads, Duration grace) {
        this.server = server;
        this.observe = observe;
        this.lateHeads = lateHeads;
        this.grace = grace;
    }

    /**
     * Binds and serves.
     *
     * @param port 0 lets the system choose
     * @throws InvalidSetting if the port can't be had
     */
    public static HttpServer start(
            String host, int port, Serve serve, ObserveRequests observe, ConnectionLimits limits) {
        LateHeads lateHeads = new LateHeads(limits.arrival());
        DirectHandlers.Builder malformed = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            malformed.addHandler(type, new MalformedRequests());
        }
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                // Helidon keeps 16 KiB for an NIO connection, 8 KiB for a plain one; threads are virtual either way.
                .useNio(false)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .connectionOptions(new AcceptedSockets(
                        SocketOptions.builder().tcpNoDelay(true).build(), limits.silence()))
                .maxTcpConnections(limits.affordableConnections())
                // Who drips a request line counts as idle; the silent are gone before.
                .idleConnectionTimeout(limits.silence().multipliedBy(2))
                .idleConnectionPeriod(limits.silence().dividedBy(2))
                .directHandlers(malformed.build())
                .addProtocol(Http1Config.builder()
                        .maxPrologueLength(MAX_PROLOGUE)
                        .maxHeadersSize(MAX_HEADERS)
                        .addReceiveListener(lateHeads)
                        .build())
                .routing(routing -> routing.any(serve))
                .build()
                .start();
        if (!server.isRunning()) {
            lateHeads.close();
            // Helidon logs why and returns as if it had started.
            throw new InvalidSetting(host + ":" + port + " can't be listened on; another program may use the port.");
        }
        return new HttpServer(server, observe, lateHeads, limits.grace());
    }

    public int port() {
        return server.port();
    }

    /** Waits for what is being answered, then stops. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            while (observe.active() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (observe.active() > 0) {
            log.warn("stopping although requests are being answered count={}", observe.active());
        }
        server.stop();
        lateHeads.close();
    }
}
