package dev.ovation.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 2;

    private static final String REQUEST =
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

    private static final String LAST = "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}";

    private HttpServer server = start(Duration.ofSeconds(2));

    private static HttpServer start(Duration silence) {
        ObserveRequests observe = new ObserveRequests(new SimpleMeterRegistry());
        Serve serve = new Serve(
                new RouteTable(List.of(new Echo(), new Greeting())),
                List.of(Serve.requireRoute(), new ReceiveBody(1024, SHORT)),
                new WriteAnswer(Duration.ofSeconds(10)),
                observe);
        return HttpServer.start(
                "127.0.0.1",
                0,
                serve,
                observe,
                new ConnectionLimits(CONNECTIONS, silence, SHORT, Duration.ofSeconds(1)));
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
            assertThat(heard(client)).doesNotContain("200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /echo",
                "POST /echo HTTP/1.1\r\nHost: x\r\nA: ",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"a\":\""
            })
    void aClientThatDripsIsLetGo(String sent) throws IOException {
        try (Socket client = connect(sent)) {
            client.setSoTimeout(100);
            assertThat(drip(client)).doesNotContain("200 OK");
        }
    }

    /** What the server says to one who sends a byte ten times a second, until it closes the connection. */
    private static String drip(Socket client) {
        StringBuilder heard = new StringBuilder();
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE).toNanos();
        while (System.nanoTime() < end) {
            try {
                client.getOutputStream().write('a');
                int read = client.getInputStream().read();
                if (read < 0) {
                    return heard.toString();
                }
                heard.append((char) read);
            } catch (SocketTimeoutException e) {
                // it listens on
            } catch (IOException e) {
                return heard.toString();
            }
        }
        throw new AssertionError("still open after " + heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", LAST})
    void whoSaysCloseIsAnsweredAndLetGoAtOnce(String request) throws IOException {
        server.close();
        server = start(Duration.ofMillis(2L * PATIENCE));
        try (Socket client = connect(request + REQUEST)) {
            String heard = heard(client);
            assertThat(heard).startsWith("HTTP/1.1 ").containsIgnoringCase("connection: close");
            assertThat(heard.split("HTTP/1.1 "))
                    .as("answers to the one that says close, not to what follows it")
                    .hasSize(2);
        }
    }

    @Test
    void headIsAnsweredLikeGetWithoutTheBody() throws IOException {
        String head = "HEAD /greeting HTTP/1.1\r\nHost: x\r\n\r\n";
        String nothing = "HEAD /echo HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket client = connect(head + nothing + REQUEST)) {
            String[] answers = answer(client).split("HTTP/1.1 ");
            assertThat(answers).hasSize(4);
            assertThat(answers[1])
                    .startsWith("200 OK")
                    .containsIgnoringCase("content-length: 15\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(answers[2])
                    .startsWith("405 ")
                    .containsIgnoringCase("allow: POST\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(answers[3]).startsWith("200 OK");
        }
    }

    @Test
    void theRestOfALittleIsReadAndTheConnectionServesOn() throws IOException {
        String elsewhere = REQUEST.replace("/echo", "/nothing");
        try (Socket client = connect(elsewhere + REQUEST)) {
            assertThat(answer(client)).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200 OK");
        }
    }

    @Test
    void theRestOfMuchIsNotWaitedFor() throws IOException {
        server.close();
        server = start(Duration.ofMillis(2L * PATIENCE));
        String head =
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n";
        try (Socket client = connect(head + "a".repeat(EndExchange.MOST_UNREAD + 1))) {
            assertThat(heard(client)).startsWith("HTTP/1.1 413");
        }
    }

    /** All that the server says until it closes the connection. */
    private static String heard(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void oneMoreThanThereIsRoomForWaitsUntilAnotherLeaves() throws IOException {
        server.close();
        server = start(Duration.ofMillis(PATIENCE));
        try (Socket waiting = new Socket()) {
            try (Socket first = connect(REQUEST);
                    Socket second = connect(REQUEST)) {
                assertThat(answer(first)).startsWith("HTTP/1.1 200 OK");
                assertThat(answer(second)).startsWith("HTTP/1.1 200 OK");
                waiting.connect(new InetSocketAddress("127.0.0.1", server.port()));
                waiting.setSoTimeout(200);
                waiting.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
                assertThatThrownBy(() -> answer(waiting)).isInstanceOf(SocketTimeoutException.class);
            }
            waiting.setSoTimeout(PATIENCE);
            assertThat(answer(waiting)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void whoSpeaksInTimeIsAnsweredHoweverOften() throws IOException {
        try (Socket client = connect(REQUEST)) {
            assertThat(answer(client)).startsWith("HTTP/1.1 200 OK");
            client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
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

    private static final class Greeting implements Endpoint {

        @Override
        public Route route() {
            return Route.get("/greeting").forAnyone();
        }

        @Override
        public Answer answer(Call call) {
            return Answer.ok(Map.of("say", "hello"));
        }
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
