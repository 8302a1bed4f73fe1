package dev.ovation.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.account.ActorType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class LostRedisTest {

    private static HttpResponse<String> get(HttpClient http, JobServer server, String path, String token)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void without_redis_the_server_lives_says_so_and_recovers_by_itself() throws Exception {
        try (TestHouse house = new TestHouse();
                HttpClient http = HttpClient.newHttpClient()) {
            JobServer server = house.start();
            String token = house.token(ActorType.OPERATOR);
            Await.until("it is ready", server::isReady);
            house.redis.stop();

            assertThat(get(http, server, "/health", token).statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(http, server, "/ready", token);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"redis\":\"down\"", "\"mongodb\":\"up\"");
            HttpResponse<String> queues = get(http, server, "/api/admin/queues", token);
            assertThat(queues.statusCode()).isEqualTo(503);
            assertThat(queues.headers().firstValue("retry-after")).isPresent();
            assertThat(queues.body()).contains("dependency-unavailable").doesNotContain("127.0.0.1");
            assertThat(get(http, server, "/metrics", token).body())
                    .contains("ovation_queue_jobs{queue=\"payment\",state=\"failed\"} NaN");

            house.redis.restart();
            Await.until("it is ready again", server::isReady);
            Await.until(
                    "the queues answer",
                    () -> get(http, server, "/api/admin/queues", token).statusCode() == 200);
        }
    }
}
