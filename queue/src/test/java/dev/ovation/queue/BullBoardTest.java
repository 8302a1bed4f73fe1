package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bull Board lists, retries and promotes the jobs of a Java queue. */
class BullBoardTest extends NodeTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private String board = "";

    @Test
    void jobsAreListedRetriedAndPromoted() throws Exception {
        var fail = new AtomicBoolean(true);
        work(job -> {
            if (fail.get()) {
                throw new IllegalStateException("not today");
            }
            return "well";
        });
        String failed = queue.add("paint", new Note("wall", 1));
        awaitState(failed, JobState.FAILED);
        String delayed =
                queue.add("paint", new Note("door", 2), JobOptions.defaults().delay(Duration.ofHours(1)));
        board = "http://127.0.0.1:" + openBoard() + "/api/queues";

        JsonNode listed = get("?activeQueue=" + name + "&status=failed&page=1&jobsPerPage=10");
        JsonNode shown = listed.get("queues").get(0);
        assertThat(shown.get("name").asString()).isEqualTo(name);
        assertThat(shown.get("counts").get("failed").asInt()).isEqualTo(1);
        assertThat(shown.get("counts").get("delayed").asInt()).isEqualTo(1);
        JsonNode job = shown.get("jobs").get(0);
        assertThat(job.get("name").asString()).isEqualTo("paint");
        assertThat(job.get("failedReason").asString()).isEqualTo("not today");
        assertThat(job.get("data").get("text").asString()).isEqualTo("wall");

        fail.set(false);
        put("/" + name + "/" + failed + "/retry");
        awaitState(failed, JobState.COMPLETED);
        put("/" + name + "/" + delayed + "/promote");
        awaitState(delayed, JobState.COMPLETED);
    }

    private int openBoard() {
        return js("""
                        const express = require('express');
                        const {createBullBoard} = require('@bull-board/api');
                        const {BullMQAdapter} = require('@bull-board/api/bullMQAdapter');
                        const {ExpressAdapter} = require('@bull-board/express');
                        const adapter = new ExpressAdapter();
                        createBullBoard({queues: [new BullMQAdapter(queue(Q$))], serverAdapter: adapter});
                        const app = express();
                        app.use('/', adapter.getRouter());
                        return await new Promise((resolve) => {
                          const server = app.listen(0, '127.0.0.1', () => resolve(server.address().port));
                        });
                        """).asInt();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        var answer = http.send(HttpRequest.newBuilder(URI.create(board + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.MAPPER.readTree(answer.body());
    }

    private void put(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(board + path))
                .PUT(BodyPublishers.noBody())
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
}
