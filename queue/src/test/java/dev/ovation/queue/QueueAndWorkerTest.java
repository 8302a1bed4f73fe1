package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueueAndWorkerTest {

    record Greeting(String to, int times) {}

    private static TestRedis redis;
    private static QueueConnection connection;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
        connection = redis.connect();
    }

    @AfterAll
    static void stop() {
        connection.close();
        redis.close();
    }

    @Test
    void aJobIsAddedRunAndKeptWithItsResult() {
        var queue = new dev.ovation.queue.Queue<>(connection, "greet", Greeting.class);
        String id = queue.add("greet", new Greeting("Ada", 2));
        try (var worker = new Worker<>(
                        connection,
                        "greet",
                        Greeting.class,
                        job -> Map.of(
                                "said",
                                "hello ".repeat(job.data().times()) + job.data().to()))
                .start()) {
            Await.until("completed", () -> queue.state(id) == JobState.COMPLETED);
        }
        Job<Greeting> job = queue.getJob(id).orElseThrow();
        assertThat(job.result(Map.class)).isEqualTo(Map.of("said", "hello hello Ada"));
        assertThat(job.attemptsMade()).isEqualTo(1);
        assertThat(queue.counts()).isEqualTo(new JobCounts(0, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void manyJobsRunOnceEachWhateverTheConcurrency() {
        var queue = new dev.ovation.queue.Queue<>(connection, "many", Greeting.class);
        List<NewJob<Greeting>> jobs = new java.util.ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            jobs.add(new NewJob<>("n", new Greeting("x", i)));
        }
        List<String> ids = queue.addBulk(jobs);
        Map<String, Integer> runs = new ConcurrentHashMap<>();
        Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
        try (var worker = new Worker<>(
                        connection,
                        "many",
                        Greeting.class,
                        job -> runs.merge(job.id(), 1, Integer::sum),
                        WorkerOptions.builder().concurrency(20).build())
                .listen(new WorkerListener() {
                    @Override
                    public void onError(Throwable failure) {
                        errors.add(failure);
                    }
                })
                .start()) {
            Await.until("all completed", () -> queue.counts().completed() == 2_500);
        }
        assertThat(errors).isEmpty();
        assertThat(runs.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(runs.values()).allMatch(count -> count == 1);
    }
}
