package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Many jobs through one worker in a JVM with a heap of 64 MB, which would end with an OutOfMemoryError if anything were
 * kept per job. By default 30,000; {@code -Dqueue.soak=1000000} for a million.
 */
class SoakTest {

    private static final int JOBS = Integer.getInteger("queue.soak", 30_000);

    @Test
    void manyJobsRunInAFixedHeap() throws Exception {
        try (TestRedis redis = TestRedis.start()) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SoakTest.class.getName(),
                            redis.url(),
                            Integer.toString(JOBS))
                    .redirectError(Redirect.INHERIT)
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                String last = out.readLine();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
                assertThat(last).isEqualTo("ran " + JOBS + " of " + JOBS);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    public static void main(String[] args) throws IOException {
        int jobs = Integer.parseInt(args[1]);
        AtomicLong ran = new AtomicLong();
        JobOptions options = JobOptions.defaults().removeOnComplete(KeepJobs.last(100));
        try (QueueConnection connection = QueueConnection.open(args[0])) {
            Queue<RedisTest.Note> queue = new Queue<>(connection, "soak", RedisTest.Note.class);
            Worker<RedisTest.Note> worker = new Worker<>(
                    connection,
                    "soak",
                    RedisTest.Note.class,
                    job -> ran.incrementAndGet(),
                    WorkerOptions.builder().concurrency(20).build());
            worker.start();
            for (int added = 0; added < jobs; added += 1_000) {
                List<NewJob<RedisTest.Note>> batch = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    batch.add(new NewJob<>("x", new RedisTest.Note("n", added + i), options));
                }
                queue.addBulk(batch);
                // What waits in Redis is bounded too, so that this measures the worker and not the backlog.
                Await.until(
                        "the worker keeps up",
                        Duration.ofMinutes(2),
                        () -> queue.counts().waiting() < 5_000);
            }
            Await.until(
                    "all have run",
                    Duration.ofMinutes(5),
                    () -> ran.get() == jobs && queue.counts().active() == 0);
            worker.close();
        }
        System.out.println("ran " + ran.get() + " of " + jobs);
    }
}
