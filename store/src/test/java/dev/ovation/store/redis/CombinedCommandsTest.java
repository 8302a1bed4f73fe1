package dev.ovation.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.refusal.Unavailable;
import dev.ovation.store.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

class CombinedCommandsTest {

    private RedisServer server;
    private Redis redis;

    @BeforeEach
    void start() {
        server = RedisServer.start();
        redis = server.connect();
    }

    @AfterEach
    void stop() {
        redis.close();
        server.close();
    }

    @Test
    void everyone_gets_the_answer_to_his_own_command() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> echoes = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                String key = "k" + i;
                echoes.add(threads.submit(() -> {
                    redis.together(pipeline -> pipeline.set(key, "of " + key));
                    return redis.together(pipeline -> pipeline.get(key));
                }));
            }
            for (int i = 0; i < echoes.size(); i++) {
                assertThat(echoes.get(i).get()).isEqualTo("of k" + i);
            }
        }
    }

    @Test
    void one_commands_error_is_that_commands_alone() throws Exception {
        redis.together(pipeline -> pipeline.set("text", "no number"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> good = new ArrayList<>();
            List<Future<Long>> bad = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                good.add(threads.submit(() -> redis.together(pipeline -> pipeline.incr("number"))));
                bad.add(threads.submit(() -> redis.together(pipeline -> pipeline.incr("text"))));
            }
            for (Future<Long> answer : bad) {
                assertThatThrownBy(answer::get).hasCauseInstanceOf(JedisDataException.class);
            }
            List<Long> counted = new ArrayList<>();
            for (Future<Long> answer : good) {
                counted.add(answer.get());
            }
            assertThat(counted).doesNotHaveDuplicates().hasSize(200);
        }
    }

    @Test
    void a_lost_server_is_unavailable_and_found_again() {
        redis.together(pipeline -> pipeline.set("kept", "no"));
        server.stop();
        assertThatThrownBy(() -> redis.together(pipeline -> pipeline.get("kept")))
                .isInstanceOf(Unavailable.class);
        server.restart();
        assertThat(eventually("new")).isEqualTo("OK");
    }

    /** Connections that died with the old server are found out one by one. */
    private String eventually(String value) {
        for (int attempt = 0; ; attempt++) {
            try {
                return redis.together(pipeline -> pipeline.set("kept", value));
            } catch (Unavailable e) {
                if (attempt > 1_000) {
                    throw e;
                }
            }
        }
    }
}
