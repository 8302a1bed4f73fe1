package dev.ovation.standalone.child;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Redis server on the loopback address that keeps its data in an append-only file. */
public final class RedisChild {

    private RedisChild() {}

    public static ChildProcess start(Path data, Path cache, int port) throws IOException {
        Path folder = Files.createDirectories(data.resolve("redis"));
        ChildProcess process = ChildProcess.start(
                data,
                "redis",
                List.of(
                        RedisBinary.find(cache).toString(),
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toAbsolutePath().toString(),
                        "--appendonly",
                        "yes",
                        "--save",
                        "",
                        "--maxmemory-policy",
                        "noeviction"),
                Map.of());
        return process.awaitReady(() -> answers(port), Duration.ofSeconds(20));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException e) {
            return false;
        }
    }
}
