package dev.ovation.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A Node process with BullMQ of the packaged version, which runs the code it is given. */
final class NodePeer implements AutoCloseable {

    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    NodePeer(TestRedis redis) {
        try {
            process = new ProcessBuilder("node", "src/test/node/peer.mjs", Integer.toString(redis.port()))
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The body of an async function; what it can use stands in peer.mjs. */
    synchronized JsonNode run(String javaScript) {
        try {
            input.write(Json.MAPPER.writeValueAsString(javaScript) + "\n");
            input.flush();
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("Node ended");
            }
            JsonNode answer = Json.MAPPER.readTree(line);
            if (answer.has("error")) {
                throw new AssertionError("Node: " + answer.get("error").asString());
            }
            return answer.get("ok");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String javaScript) {
        return run(javaScript).asString();
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
