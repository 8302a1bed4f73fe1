package dev.ovation.standalone.child;

import dev.ovation.standalone.StartFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds a redis-server: an installed one if there is one, else the one that comes with embedded-redis. */
final class RedisBinary {

    private RedisBinary() {}

    static Path find(Path cache) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> unpack(cache));
    }

    private static Path unpack(Path cache) {
        String resource = "/redis-server-" + platform();
        Path target = cache.resolve(resource.substring(1));
        try {
            Files.createDirectories(cache);
            try (InputStream binary = redis.embedded.RedisServer.class.getResourceAsStream(resource)) {
                if (binary == null) {
                    throw new StartFailure(
                            "There is no redis-server for this platform: install Redis, or set REDIS_URL.");
                }
                if (!Files.isExecutable(target)) {
                    Path fresh = Files.createTempFile(cache, "redis", ".new");
                    Files.copy(binary, fresh, StandardCopyOption.REPLACE_EXISTING);
                    if (!fresh.toFile().setExecutable(true)) {
                        throw new StartFailure("The file " + fresh + " can't be made executable.");
                    }
                    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return target;
        } catch (IOException e) {
            throw new StartFailure("The Redis server can't be unpacked to " + target + ".", e);
        }
    }

    private static String platform() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        boolean arm = System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("aarch64|arm64");
        if (mac) {
            return arm ? "6.2.6-v5-darwin-arm64" : "6.2.6-v5-darwin-amd64";
        }
        return arm ? "6.2.7-linux-arm64" : "6.2.6-v5-linux-amd64";
    }
}
