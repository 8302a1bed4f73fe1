package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/**
 * Workers are killed (-9) one after the other while Redis itself is killed twice: each job completes, and those that
 * ran more than once are those whose worker was killed. By default a worker fails a job that has lost its worker twice;
 * where that is left so, each job completes or is failed for that reason, and none is missing.
 *
 * <p>By default 300 jobs and a kill every half second; {@code -Dqueue.chaos=1000} for that many jobs and a kill each
 * second.
 */
class ChaosTest {

    private static final int JOBS = Integer.getInteger("queue.chaos", 300);
    private static final Duration PAUSE = Duration.ofMillis(JOBS >= 1_000 ? 1_000 : 500);

    /** A worker that is renewing its locks at half of it may stall for the other half and still has them. */
    private static final int LOCK_MILLIS = 6_000;

    @ParameterizedTest(name = "may stall {0} times, {1} blows")
    @CsvSource({"1000, 10", "1, 5"})
    void noJobIsLostAndOnlyThoseOfKilledWorkersRunTwice(int maxStalledCount, int rounds) {
        try (TestRedis redis = TestRedis.startDurable();
                QueueConnection connection = redis.connect()) {
            Queue<RedisTest.Note> queue = new Queue<>(connection, "chaos", RedisTest.Note.class);
            List<Process> workers = new ArrayList<>();
            Set<String> killed = new HashSet<>();
            List<String> ids = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    workers.add(WorkerProcess.start(redis, "chaos", "record", LOCK_MILLIS, maxStalledCount));
                }
                int portion = JOBS / 10;
                for (int round = 0; round < rounds; round++) {
                    ids.addAll(add(queue, portion));
                    rest();
                    if (round == 3 || round == 7) {
                        redis.restart();
                    } else {
                        Process victim = workers.removeFirst();
                        killed.add(Long.toString(victim.pid()));
                        victim.destroyForcibly();
                        workers.add(WorkerProcess.start(redis, "chaos", "record", LOCK_MILLIS, maxStalledCount));
                    }
                }
                Await.until("all have ended", Duration.ofMinutes(3), () -> {
                    JobCounts counts = queue.counts();
                    return counts.completed() + counts.failed() == ids.size();
                });
            } finally {
                workers.forEach(Process::destroyForcibly);
            }
            assertThat(ids).hasSize(JOBS / 10 * rounds).doesNotHaveDuplicates();
            List<Job<RedisTest.Note>> failed = queue.failedJobs(0, -1);
            assertThat(failed).allMatch(job -> "job stalled more than allowable limit".equals(job.failedReason()));
            if (maxStalledCount > 1) {
                assertThat(failed).isEmpty();
            }
            Map<String, List<String>> runs = runs(redis);
            Set<String> runOrFailed = new HashSet<>(runs.keySet());
            failed.forEach(job -> runOrFailed.add(job.id()));
            assertThat(runOrFailed).containsExactlyInAnyOrderElementsOf(ids);
            runs.forEach((id, pids) -> {
                // Each run but the last was that of a worker that was killed in the middle.
                assertThat(killed).as("job " + id + " ran in " + pids).containsAll(pids.subList(0, pids.size() - 1));
            });
        }
    }

    /** With ids of their own, so that a portion whose answer was lost can be added again. */
    private static List<String> add(Queue<RedisTest.Note> queue, int count) {
        List<NewJob<RedisTest.Note>> jobs = new ArrayList<>();
        long batch = System.nanoTime();
        for (int i = 0; i < count; i++) {
            jobs.add(new NewJob<>(
                    "x", new RedisTest.Note("n", i), JobOptions.defaults().jobId("job-" + batch + "-" + i)));
        }
        List<String> ids = new ArrayList<>();
        Await.until("added", () -> ids.addAll(queue.addBulk(jobs)));
        return ids;
    }

    private static void rest() {
        long until = System.nanoTime() + PAUSE.toNanos();
        Await.until("the next blow", () -> System.nanoTime() > until);
    }

    private static Map<String, List<String>> runs(TestRedis redis) {
        Map<String, List<String>> runs = new HashMap<>();
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            for (String line : jedis.lrange("runs", 0, -1)) {
                String[] parts = line.split(" ");
                runs.computeIfAbsent(parts[1], id -> new ArrayList<>()).add(parts[2]);
            }
        }
        return runs;
    }
}
