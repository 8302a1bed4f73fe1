package dev.ovation.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {

    private static final int PATIENCE = 60_000;

    private final HttpServer server = start();

    private static HttpServer start() {
        ObserveRequests observe = new ObserveRequests(new SimpleMeterRegistry());
        Serve serve = new Serve(
                new RouteTable(List.of(new Echo())),
                List.of(Serve.requireRoute(), new ReceiveBody(1024)),
                new WriteAnswer(Duration.ofSeconds(10)),
                observe);
        return HttpServer.start("127.0.0.1", 0, serve, observe, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /echo HT",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":"
            })
    void aClientThatFallsSilentIsLetGo(String sent) throws IOException {
        try (Socket client = connect(sent)) {
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("200 OK");
        }
    }

    @Test
    void whoSpeaksInTimeIsAnsweredHoweverOften() throws IOException {
        String request = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n"
                + "{\"a\":1}";
        try (Socket client = connect(request)) {
            assertThat(answer(client)).startsWith("HTTP/1.1 200 OK");
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(answer(client)).startsWith("HTTP/1.1 200 OK");
        }
    }

    private Socket connect(String sent) throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(PATIENCE);
        client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Up to the end of its body, {@code {}}. */
    private static String answer(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder text = new StringBuilder();
        for (int read = in.read(); read >= 0; read = in.read()) {
            text.append((char) read);
            if (text.toString().endsWith("{}")) {
                return text.toString();
            }
        }
        return text.toString();
    }

    private static final class Echo implements Endpoint {

        @Override
        public Route route() {
            return Route.post("/echo").forAnyone();
        }

        @Override
        public Answer answer(Call call) {
            return Answer.ok(Map.of());
        }
    }
}
