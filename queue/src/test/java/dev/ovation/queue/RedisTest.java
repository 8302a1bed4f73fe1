package dev.ovation.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A test class with a Redis of its own, and for each test a queue of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RedisTest {

    /** What the jobs of most tests carry. */
    record Note(String text, int number) {}

    TestRedis redis;
    QueueConnection connection;
    String name;
    Queue<Note> queue;
    private final List<Worker<?>> workers = new CopyOnWriteArrayList<>();
    private int tests;

    @BeforeAll
    void startRedis() {
        redis = TestRedis.start();
        connection = redis.connect();
    }

    @AfterAll
    void stopRedis() {
        connection.close();
        redis.close();
    }

    @BeforeEach
    void openQueue() {
        name = getClass().getSimpleName() + tests++;
        queue = new Queue<>(connection, name, Note.class);
    }

    @AfterEach
    void closeWorkers() {
        workers.forEach(worker -> worker.close(java.time.Duration.ZERO));
        workers.clear();
    }

    /** Quick to give up waiting, so that tests of what is missed don't take long. */
    static WorkerOptions.Builder options() {
        return WorkerOptions.builder()
                .drainDelay(java.time.Duration.ofMillis(500))
                .retryDelay(java.time.Duration.ofMillis(50));
    }

    Worker<Note> work(JobHandler<Note> handler) {
        return work(handler, options().build());
    }

    Worker<Note> work(JobHandler<Note> handler, WorkerOptions options, WorkerListener... listeners) {
        Worker<Note> worker = new Worker<>(connection, name, Note.class, handler, options);
        for (WorkerListener listener : listeners) {
            worker.listen(listener);
        }
        workers.add(worker);
        return worker.start();
    }

    void awaitState(String jobId, JobState state) {
        Await.until(jobId + " is " + state, () -> queue.state(jobId) == state);
    }
}
