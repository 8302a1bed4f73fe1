package dev.ovation.api;

import dev.ovation.runtime.security.AddressRange;
import dev.ovation.runtime.security.Limit;
import dev.ovation.runtime.security.LimitRate;
import dev.ovation.runtime.settings.Environment;
import java.time.Duration;
import java.util.List;

/**
 * How the API server behaves.
 *
 * @param port 0 lets the system choose
 * @param maxConnections of clients at once
 * @param maxBodyBytes of a request
 * @param corsOrigins whose pages may call the API; {@code *} allows any
 * @param trustedProxies whose X-Forwarded-For is believed
 * @param chainWait how long a clap, gift or mint waits for the chain before it is answered with 202
 * @param accountStaleness how old may be what is known of an account or a revoked session
 * @param grace how long a stopping server waits for requests that it answers
 * @param heartbeat the longest silence on an event stream
 * @param maxStreams event streams at once
 */
public record ApiSettings(
        String host,
        int port,
        int maxConnections,
        int maxBodyBytes,
        List<String> corsOrigins,
        List<AddressRange> trustedProxies,
        LimitRate.Limits limits,
        Duration chainWait,
        Duration accountStaleness,
        Duration grace,
        Duration heartbeat,
        int maxStreams) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    public ApiSettings {
        corsOrigins = List.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Reads them all, each with a default. */
    public static ApiSettings read(Environment environment) {
        return new ApiSettings(
                environment.text("API_HOST", "0.0.0.0", "address that the API server listens on"),
                environment.number("API_PORT", 3000, 0, 65_535, "port of the API server"),
                environment.number(
                        "API_MAX_CONNECTIONS",
                        8192,
                        16,
                        1_000_000,
                        "connections of clients at once, 10 KB of the heap each; more wait to be accepted"),
                environment.number("API_MAX_BODY_BYTES", 65_536, 1024, 1_048_576, "largest body of a request"),
                environment.list(
                        "API_CORS_ORIGINS", "", "origins whose pages may call the API, with commas between; * for any"),
                environment.parsed(
                        "API_TRUSTED_PROXIES",
                        "",
                        "ranges of addresses, with commas between, whose X-Forwarded-For is believed",
                        "ranges of IP addresses such as 10.0.0.0/8",
                        AddressRange::parseAll),
                new LimitRate.Limits(
                        limit(environment, "address", "API_RATE_PER_ADDRESS", 1200, "calls per minute of one address"),
                        limit(
                                environment,
                                "credentials",
                                "API_RATE_CREDENTIALS",
                                30,
                                "sign-ups, logins and refreshes per minute of one address"),
                        limit(environment, "account", "API_RATE_PER_ACCOUNT", 600, "calls per minute of one account")),
                environment.duration(
                        "API_CHAIN_WAIT", Duration.ofSeconds(30), "how long a clap waits for the chain before 202"),
                environment.duration(
                        "API_ACCOUNT_STALENESS",
                        Duration.ofSeconds(2),
                        "how late a logout or suspension may take effect on another server"),
                environment.duration("API_GRACE", Duration.ofSeconds(30), "how long a stopping server answers on"),
                environment.duration("API_HEARTBEAT", Duration.ofSeconds(15), "longest silence of an event stream"),
                environment.number("API_MAX_STREAMS", 1000, 0, 100_000, "event streams at once"));
    }

    private static Limit limit(Environment environment, String name, String variable, int fallback, String meaning) {
        return new Limit(name, environment.number(variable, fallback, 1, 100_000_000, meaning), MINUTE);
    }
}
