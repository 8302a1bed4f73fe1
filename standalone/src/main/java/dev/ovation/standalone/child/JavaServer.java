package dev.ovation.standalone.child;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of our own servers as a process of its own, as it runs in production.
 *
 * @param mainClass of our class path
 * @param environment its settings
 */
public record JavaServer(String name, String mainClass, Path data, int port, Map<String, String> environment) {

    public static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseG1GC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms32m",
            "-Xmx256m",
            // Requests that wait for a block are a young generation: it gets half of the heap, and room to survive, all
            // of
            // which may be used before any of them is taken for old.
            "-XX:NewRatio=1",
            "-XX:SurvivorRatio=3",
            "-XX:TargetSurvivorRatio=90",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public ChildProcess start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        return ChildProcess.start(data, name, command, environment);
    }

    public void awaitReady(ChildProcess process) {
        process.awaitReady(this::isReady, Duration.ofSeconds(60));
    }

    private boolean isReady() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
