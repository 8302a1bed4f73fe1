package dev.ovation.api;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.ovation.api.ops.GetReady;
import dev.ovation.runtime.http.ConnectionLimits;
import dev.ovation.runtime.http.HttpServer;
import dev.ovation.runtime.http.ObserveRequests;
import dev.ovation.runtime.http.ReceiveBody;
import dev.ovation.runtime.http.RouteTable;
import dev.ovation.runtime.http.Serve;
import dev.ovation.runtime.http.Step;
import dev.ovation.runtime.http.WriteAnswer;
import dev.ovation.runtime.security.AddSecurityHeaders;
import dev.ovation.runtime.security.ApplyCors;
import dev.ovation.runtime.security.Authenticate;
import dev.ovation.runtime.security.ClientAddress;
import dev.ovation.runtime.security.KnownAccounts;
import dev.ovation.runtime.security.LimitRate;
import dev.ovation.runtime.security.LocalRateLimits;
import dev.ovation.runtime.security.RequireRole;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The API server. Closing it first refuses to be ready and ends the event streams, then answers what it has begun, and
 * only then lets go of its port.
 */
public final class ApiServer implements AutoCloseable {

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final RouteTable routes;
    private final GetReady ready;
    private final HttpServer server;

    private ApiServer(ApiParts parts, ApiSettings settings) {
        KnownAccounts known = new KnownAccounts(
                parts.people().accounts(),
                parts.people().sessions(),
                settings.accountStaleness(),
                ticker(parts.clock()));
        this.ready = new GetReady(parts.dependencies(), stopping::get);
        this.routes = new RouteTable(new ApiEndpoints(parts, settings, known).all(ready, stopping::get));
        ObserveRequests observe = new ObserveRequests(parts.metrics());
        Serve serve = new Serve(routes, chain(parts, settings, known), new WriteAnswer(settings.heartbeat()), observe);
        this.server = HttpServer.start(
                settings.host(),
                settings.port(),
                serve,
                observe,
                new ConnectionLimits(settings.maxConnections(), settings.grace()));
    }

    /**
     * Binds and serves from now on.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public static ApiServer start(ApiParts parts, ApiSettings settings) {
        return new ApiServer(parts, settings);
    }

    /** The security chain, in the order in which every request passes it. */
    private static List<Step> chain(ApiParts parts, ApiSettings settings, KnownAccounts known) {
        LimitRate limitRate = new LimitRate(
                parts.shared().rateLimits(),
                new LocalRateLimits(parts.clock()),
                new ClientAddress(settings.trustedProxies()),
                settings.limits());
        return List.of(
                new ApplyCors(settings.corsOrigins()),
                new AddSecurityHeaders(),
                limitRate::byAddress,
                Serve.requireRoute(),
                new ReceiveBody(settings.maxBodyBytes()),
                new Authenticate(parts.people().accessTokens(), known),
                limitRate::byAccount,
                new RequireRole());
    }

    private static Ticker ticker(InstantSource clock) {
        return () -> {
            var now = clock.instant();
            return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        };
    }

    public int port() {
        return server.port();
    }

    /** Every route that it answers to. */
    public RouteTable routes() {
        return routes;
    }

    @Override
    public void close() {
        if (stopping.compareAndSet(false, true)) {
            server.close();
            ready.close();
        }
    }
}
