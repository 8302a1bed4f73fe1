package dev.ovation.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.account.ActorType;
import dev.ovation.runtime.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is sent to whichever route, it is never our failure. */
final class GarbageProperties {

    private static TestHouse house;
    private static List<Route> routes;
    private static Client fan;
    private static Client creator;
    private static Client admin;

    @BeforeContainer
    static void open() {
        house = TestHouse.open();
        fan = Person.fan(house).client;
        creator = Person.creator(house).client;
        admin = Person.staff(house, ActorType.ADMIN).client;
        routes = house.server().routes().endpoints().stream()
                .map(endpoint -> endpoint.route())
                .filter(route -> !route.path().equals("/api/events"))
                .toList();
    }

    @AfterContainer
    static void close() {
        house.close();
    }

    @Property(tries = 300)
    void randomBytesAreAClientsMistake(@ForAll("aRoute") int route, @ForAll byte[] body, @ForAll("aText") String word) {
        send(route, word, "application/json", body);
    }

    @Property(tries = 300)
    void wellFormedJsonOfAnyShapeIsToo(@ForAll("aRoute") int route, @ForAll("json") String body) {
        send(route, "x", "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(int number, String word, String contentType, byte[] body) {
        Route route = routes.get(number % routes.size());
        String path = route.path().replaceAll("\\{[a-z]+}", word);
        Client client = route.path().startsWith("/api/admin") ? admin : number % 2 == 0 ? fan : creator;
        Client.Reply reply =
                client.with("Content-Type", contentType).send(route.verb().name(), path, body);

        assertThat(reply.status()).as(route + " " + reply.text()).isLessThan(500);
        if (reply.status() >= 400) {
            assertThat(reply.code()).isNotEmpty();
        }
    }

    @Property(tries = 200)
    void randomBytesOnTheWireNeverMakeTheServerFail(@ForAll("wire") String bytes) throws IOException {
        assertThat(raw(bytes)).doesNotContain(" 500 ");
    }

    @Property(tries = 1)
    void requestsThatAreNoneGetProblemsOrAClosedConnection() throws IOException {
        for (String request : List.of(
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/contracts/intents/%ff HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/contracts/intents?cursor=%f HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET  /health\r\n\r\n",
                "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: nine\r\n\r\n",
                "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                "\r\n\r\n\r\n")) {
            String answer = raw(request);
            assertThat(answer).as(request).doesNotContain(" 500 ", " 200 ", "Exception", "io.helidon");
        }
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", house.server().port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketException e) {
                return "closed";
            }
        }
    }

    @Provide
    Arbitrary<Integer> aRoute() {
        return Arbitraries.integers().between(0, 10_000);
    }

    @Provide
    Arbitrary<String> aText() {
        return Arbitraries.of(
                "x", "%00", "0x12", "..", "%E2%82%AC", "0198c1d2-7a3b-7c4d-8e5f-001122334455", "%25", "a%2Fb");
    }

    @Provide
    Arbitrary<String> wire() {
        return Arbitraries.strings()
                .withCharRange('\u0000', '\u00ff')
                .ofMaxLength(300)
                .flatMap(tail -> Arbitraries.of(
                                "", "GET /", "POST /api/contracts/clap HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost:")
                        .map(head -> head + tail + "\r\n\r\n"));
    }

    /** Objects that use our names for anything. */
    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> leaf = Arbitraries.of(
                "null",
                "true",
                "1",
                "-0.5",
                "1e400",
                "\"\"",
                "\"12.5\"",
                "\"0x" + "00".repeat(20) + "\"",
                "\"0x" + "00".repeat(32) + "\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "[]",
                "{}",
                "[[]]",
                "\"" + "9".repeat(200) + "\"");
        Arbitrary<String> name = Arbitraries.of(
                "amount",
                "creatorAddress",
                "delegation",
                "authorization",
                "signature",
                "hash",
                "claps",
                "gifts",
                "email",
                "password",
                "walletAddress",
                "actorType",
                "walletSignature",
                "refreshToken",
                "paymentId",
                "destination",
                "owner",
                "token",
                "cap",
                "salt",
                "generation",
                "decision",
                "reason",
                "suspended");
        Arbitrary<String> flat = Combinators.combine(name, leaf)
                .as((n, v) -> "\"" + n + "\":" + v)
                .list()
                .uniqueElements()
                .ofMaxSize(6)
                .map(fields -> "{" + String.join(",", fields) + "}");
        return Arbitraries.oneOf(
                flat,
                Combinators.combine(name, flat).as((n, inner) -> "{\"" + n + "\":" + inner + ",\"amount\":\"1\"}"));
    }
}
