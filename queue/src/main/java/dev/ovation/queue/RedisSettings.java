package dev.ovation.queue;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how long to wait for it.
 *
 * @param user null for the default user
 * @param password null where Redis asks for none
 * @param connectTimeout for opening a connection
 * @param commandTimeout for Redis to take one command, and for its answer
 * @param lanes how many connections all queues and workers of one {@link QueueConnection} share for their commands;
 *     commands of many threads travel together, so two suffice where Redis is near
 */
public record RedisSettings(
        String host,
        int port,
        int database,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        Duration connectTimeout,
        Duration commandTimeout,
        int lanes) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(5);

    /** With hosts that no standard allows and every container network has: my_redis. */
    private static final Pattern LOOSE_AUTHORITY =
            Pattern.compile("(?:(?<login>.*)@)?(?<host>[A-Za-z0-9._-]+)(?::(?<port>\\d{1,5}))?");

    public RedisSettings {
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a Redis port lies between 1 and 65535, not " + port);
        }
        if (database < 0) {
            throw new IllegalArgumentException("a Redis database is 0 or more, not " + database);
        }
        if (lanes < 1) {
            throw new IllegalArgumentException("at least one connection is needed, not " + lanes);
        }
        requirePositive(connectTimeout, "connect timeout");
        requirePositive(commandTimeout, "command timeout");
    }

    /**
     * Reads {@code redis://[[user]:password@]host[:port][/database]}, or {@code rediss://} for TLS.
     *
     * @throws IllegalArgumentException if it is anything else; the message doesn't repeat the password
     */
    public static RedisSettings of(String url) {
        URI uri = parse(url);
        boolean tls = "rediss".equals(uri.getScheme());
        if (!tls && !"redis".equals(uri.getScheme())) {
            throw new IllegalArgumentException("a Redis URL starts with redis:// or rediss://");
        }
        String host = uri.getHost();
        String login = uri.getRawUserInfo();
        int port = uri.getPort();
        if (host == null) {
            Matcher loose = LOOSE_AUTHORITY.matcher(Objects.requireNonNullElse(uri.getRawAuthority(), ""));
            if (!loose.matches()) {
                throw new IllegalArgumentException("a Redis URL names a host: redis://host:port/database");
            }
            login = loose.group("login");
            host = loose.group("host");
            port = loose.group("port") == null ? -1 : Integer.parseInt(loose.group("port"));
        }
        String user = null;
        String password = null;
        if (login != null) {
            String[] parts = login.split(":", 2);
            user = parts.length == 2 && !parts[0].isEmpty() ? decode(parts[0]) : null;
            password = decode(parts[parts.length - 1]);
        }
        return new RedisSettings(
                host,
                port == -1 ? 6379 : port,
                database(uri),
                tls,
                user,
                password,
                CONNECT_TIMEOUT,
                COMMAND_TIMEOUT,
                2);
    }

    public RedisSettings withTimeouts(Duration connect, Duration command) {
        return new RedisSettings(host, port, database, tls, user, password, connect, command, lanes);
    }

    public RedisSettings withLanes(int count) {
        return new RedisSettings(host, port, database, tls, user, password, connectTimeout, commandTimeout, count);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a Redis URL: " + e.getReason());
        }
    }

    private static int database(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (path.isEmpty()) {
            return 0;
        }
        if (!path.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("a Redis URL's path is the number of a database");
        }
        return Integer.parseInt(path);
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void requirePositive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("the " + what + " is longer than zero");
        }
    }
}
