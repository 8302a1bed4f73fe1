package dev.ovation.queue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/**
 * A worker in a JVM of its own, to be killed. Its mode says what the handler does: {@code hang} for ever,
 * {@code record} each start of a job in the list {@code runs} of the same Redis, or do nothing but once: {@code once}
 * closes the worker after the first job, which doesn't end before the main thread has.
 */
final class WorkerProcess {

    /** The same for all workers of a queue. */
    static final Duration SEARCH = Duration.ofMillis(300);

    private WorkerProcess() {}

    /** With locks that last longer than a machine stalls, so that it loses none while it lives. */
    static Process start(TestRedis redis, String queue, String mode) {
        return start(redis, queue, mode, 30_000, 1_000);
    }

    static Process start(TestRedis redis, String queue, String mode, int lockMillis, int maxStalledCount) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WorkerProcess.class.getName(),
                            redis.url(),
                            queue,
                            mode,
                            Integer.toString(lockMillis),
                            Integer.toString(maxStalledCount))
                    .redirectError(Redirect.DISCARD)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) {
        Thread main = Thread.currentThread();
        String mode = args[2];
        Duration lock = Duration.ofMillis(Long.parseLong(args[3]));
        RedisSettings settings = RedisSettings.of(args[0]);
        Worker<?> worker = new Worker<>(
                QueueConnection.open(settings),
                args[1],
                RedisTest.Note.class,
                job -> {
                    if (mode.equals("hang")) {
                        Thread.sleep(Duration.ofHours(1));
                    }
                    if (mode.equals("once")) {
                        main.join();
                        return job.id();
                    }
                    record(
                            settings,
                            "start " + job.id() + " " + ProcessHandle.current().pid());
                    Thread.sleep(5);
                    return job.id();
                },
                WorkerOptions.builder()
                        .concurrency(5)
                        .lockDuration(lock)
                        .stalledInterval(SEARCH)
                        .maxStalledCount(Integer.parseInt(args[4]))
                        .retryDelay(Duration.ofMillis(100))
                        .drainDelay(Duration.ofSeconds(1))
                        .build());
        worker.listen(new WorkerListener() {
            @Override
            public void onCompleted(Job<?> job, @Nullable Object result) {
                if (mode.equals("once")) {
                    Thread.ofPlatform().start(worker::close);
                }
            }
        });
        worker.start();
    }

    /** Durable before the work counts as begun, whatever becomes of this process or of Redis. */
    private static void record(RedisSettings settings, String line) throws InterruptedException {
        while (true) {
            try (Jedis jedis = new Jedis(settings.host(), settings.port())) {
                jedis.rpush("runs", line);
                return;
            } catch (redis.clients.jedis.exceptions.JedisException e) {
                Thread.sleep(50);
            }
        }
    }
}
