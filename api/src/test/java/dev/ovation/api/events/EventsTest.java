package dev.ovation.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.api.ApiSettings;
import dev.ovation.api.testing.Client;
import dev.ovation.api.testing.Eventually;
import dev.ovation.api.testing.Person;
import dev.ovation.api.testing.TestHouse;
import dev.ovation.core.ledger.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** News of one's own money, as they happen. */
final class EventsTest {

    @Test
    void aClapIsToldToItsFanAndTheStreamEndsWithTheServer() throws Exception {
        try (TestHouse house = TestHouse.open();
                HttpClient http = HttpClient.newHttpClient()) {
            Person fan = Person.fan(house);
            Person creator = Person.creator(house);
            fan.owns(Token.TKI, 5);
            HttpResponse<InputStream> stream = http.send(
                    fan.client.with("Accept", "text/event-stream").request("GET", "/api/events", new byte[0]),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(Eventually.holds(() -> house.events.isListening())).isTrue();

            fan.client.post("/api/contracts/clap", fan.intent(Token.TKI, creator, "1"));

            BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
            assertThat(next(lines, "event:")).isEqualTo("event:intent.submitted");
            assertThat(next(lines, "data:")).contains("\"type\":\"intent.submitted\"", "\"intentId\"");
            house.server().close();
            assertThat(lines.lines().toList()).noneMatch(line -> line.startsWith("event:"));
        }
    }

    @Test
    void aStreamEndsWithItsAccessTokenAndMakesRoomForAnother() throws Exception {
        try (TestHouse house = TestHouse.open(EventsTest::withRoomForOne);
                HttpClient http = HttpClient.newHttpClient()) {
            Person fan = Person.fan(house);
            HttpResponse<InputStream> stream = http.send(
                    fan.client.request("GET", "/api/events", new byte[0]), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(fan.client.get("/api/events").code()).isEqualTo("overloaded");

            house.clock.pass(Duration.ofMinutes(16));

            assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("hello");
            String token = house.client()
                    .post("/api/auth/refresh", Map.of("refreshToken", fan.refreshToken))
                    .get("token");
            assertThat(Eventually.holds(() -> opens(http, house.client().bearing(token))))
                    .isTrue();
        }
    }

    private static boolean opens(HttpClient http, Client client) {
        try {
            HttpResponse<InputStream> stream = http.send(
                    client.request("GET", "/api/events", new byte[0]), HttpResponse.BodyHandlers.ofInputStream());
            stream.body().close();
            return stream.statusCode() == 200;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ApiSettings withRoomForOne(ApiSettings s) {
        return new ApiSettings(
                s.host(),
                s.port(),
                s.maxConnections(),
                s.maxBodyBytes(),
                s.corsOrigins(),
                s.trustedProxies(),
                s.limits(),
                s.chainWait(),
                s.accountStaleness(),
                s.grace(),
                s.heartbeat(),
                1);
    }

    private static String next(BufferedReader lines, String prefix) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = lines.readLine();
        }
        return String.valueOf(line).replace(": ", ":");
    }
}
