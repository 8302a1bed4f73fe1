package dev.ovation.queue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import redis.clients.jedis.Jedis;

/**
 * A worker in a JVM of its own, to be killed. Its mode says what the handler does: {@code hang} for ever, or
 * {@code record} each start and end of a job in the list {@code runs} of the same Redis.
 */
final class WorkerProcess {

    private WorkerProcess() {}

    static Process start(TestRedis redis, String queue, String mode, int lockMillis) {
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
                            Integer.toString(lockMillis))
                    .redirectError(Redirect.DISCARD)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return process;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        String mode = args[2];
        Duration lock = Duration.ofMillis(Long.parseLong(args[3]));
        RedisSettings settings = RedisSettings.of(args[0]);
        new Worker<>(
                        QueueConnection.open(settings),
                        args[1],
                        RedisTest.Note.class,
                        job -> {
                            if (mode.equals("hang")) {
                                Thread.sleep(Duration.ofHours(1));
                            }
                            record(
                                    settings,
                                    "start " + job.id() + " "
                                            + ProcessHandle.current().pid());
                            Thread.sleep(5);
                            return job.id();
                        },
                        WorkerOptions.builder()
                                .concurrency(5)
                                .lockDuration(lock)
                                .stalledInterval(lock)
                                .maxStalledCount(1_000)
                                .retryDelay(Duration.ofMillis(100))
                                .drainDelay(Duration.ofSeconds(1))
                                .build())
                .start();
        Thread.currentThread().join();
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
