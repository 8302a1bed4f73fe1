package dev.ovation.bench.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A process that measures itself on order, one JSON line for one. */
final class Peer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};

    private final String name;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    private Peer(String name, List<String> command) {
        this.name = name;
        try {
            this.process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static Peer java(int port) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Peer(
                "java",
                List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JavaPeer.class.getName(),
                        Integer.toString(port)));
    }

    static Peer node(Path script, int port) {
        return new Peer("node", List.of("node", script.toString(), Integer.toString(port)));
    }

    String name() {
        return name;
    }

    /** What all its threads have used since it started. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    Map<String, Double> order(Map<String, Object> order) {
        try {
            orders.write(JSON.writeValueAsString(order) + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("the " + name + " peer ended");
            }
            return JSON.readValue(answer, NUMBERS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
