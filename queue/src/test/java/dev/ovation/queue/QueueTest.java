package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** What a queue lets one add, see and manage. */
class QueueTest extends RedisTest {

    private static final JobOptions NOTHING = JobOptions.defaults();

    @Test
    void aJobIdOfOnesOwnIsAddedOnce() {
        JobOptions mine = NOTHING.jobId("payment-42");
        assertThat(queue.add("x", new Note("first", 1), mine)).isEqualTo("payment-42");
        assertThat(queue.add("x", new Note("second", 2), mine)).isEqualTo("payment-42");
        assertThat(queue.counts().waiting()).isEqualTo(1);
        assertThat(queue.getJob("payment-42").orElseThrow().data()).isEqualTo(new Note("first", 1));
        assertThat(queue.getJob("payment-43")).isEmpty();
    }

    @Test
    void idsThatBullMqRefusesAreRefused() {
        for (String bad : List.of("", "42", "-1", "0", "0:x:y", "a:b", "a:b:c:d")) {
            assertThatThrownBy(() -> NOTHING.jobId(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(NOTHING.jobId("a:b:c").jobId()).isEqualTo("a:b:c");
        assertThatThrownBy(() -> QueueOptions.defaults().withJobDefaults(NOTHING.jobId("mine")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Queue<>(connection, "a:b", Note.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aJobSaysWhatWasAskedForIt() {
        String id = queue.add(
                "paint",
                new Note("a", 1),
                NOTHING.attempts(4)
                        .backoff(Backoff.fixed(Duration.ofSeconds(3)).withJitter(0.25))
                        .delay(Duration.ofMinutes(2))
                        .priority(5)
                        .removeOnFail(KeepJobs.within(Duration.ofHours(2), 9)));
        Job<Note> job = queue.getJob(id).orElseThrow();
        assertThat(job.name()).isEqualTo("paint");
        assertThat(job.queue()).isEqualTo(name);
        assertThat(job.rawData()).isEqualTo("{\"text\":\"a\",\"number\":1}");
        assertThat(job.options().attempts()).isEqualTo(4);
        assertThat(job.options().backoff()).isEqualTo(new Backoff("fixed", Duration.ofSeconds(3), 0.25));
        assertThat(job.options().removeOnFail()).isEqualTo(KeepJobs.within(Duration.ofHours(2), 9));
        assertThat(job.options().removeOnComplete()).isNull();
        assertThat(job.delay()).isEqualTo(Duration.ofMinutes(2));
        assertThat(job.priority()).isEqualTo(5);
        assertThat(job.finishedOn()).isNull();
        assertThat(queue.state(id)).isEqualTo(JobState.DELAYED);
        assertThat(queue.state("unknown")).isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void aQueuesDefaultsHoldWhereAJobSaysNothing() {
        Queue<Note> careful = new Queue<>(
                connection,
                name,
                PayloadCodec.json(Note.class),
                QueueOptions.defaults().withJobDefaults(NOTHING.attempts(3).priority(2)));
        String id = careful.add("x", new Note("a", 1), NOTHING.priority(9));
        assertThat(careful.getJob(id).orElseThrow().options().attempts()).isEqualTo(3);
        assertThat(careful.getJob(id).orElseThrow().options().priority()).isEqualTo(9);
    }

    @Test
    void manyJobsKeepTheirOrder() {
        List<NewJob<Note>> jobs = new ArrayList<>();
        for (int i = 0; i < 2_300; i++) {
            jobs.add(new NewJob<>("x", new Note("n", i)));
        }
        List<String> ids = queue.addBulk(jobs);
        List<Job<Note>> waiting = queue.getJobs(List.of(JobState.WAITING), 0, -1, true);
        assertThat(waiting.stream().map(Job::id)).containsExactlyElementsOf(ids);
        assertThat(queue.getJobs(JobState.WAITING, 0, 1).getFirst().data().number())
                .isEqualTo(2_299);
    }

    @Test
    void aPayloadThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> queue.add("x", new Note("a".repeat(100), 1), NOTHING.sizeLimit(50)))
                .isInstanceOf(PayloadException.class);
        assertThat(queue.counts().pending()).isZero();
    }

    @Test
    void jobsAreRemovedDrainedCleanedAndObliterated() {
        String waiting = queue.add("x", new Note("a", 1));
        queue.add("x", new Note("b", 2));
        String delayed = queue.add("x", new Note("c", 3), NOTHING.delay(Duration.ofHours(1)));
        assertThat(queue.remove(waiting)).isTrue();
        assertThat(queue.getJob(waiting)).isEmpty();
        queue.drain(false);
        assertThat(queue.counts().waiting()).isZero();
        assertThat(queue.state(delayed)).isEqualTo(JobState.DELAYED);
        queue.drain(true);
        assertThat(queue.counts().pending()).isZero();

        work(job -> null);
        List<String> done = List.of(queue.add("x", new Note("a", 1)), queue.add("x", new Note("b", 2)));
        done.forEach(id -> awaitState(id, JobState.COMPLETED));
        assertThat(queue.clean(JobState.COMPLETED, Duration.ofHours(1), 0)).isEmpty();
        assertThat(queue.clean(JobState.COMPLETED, Duration.ZERO, 1)).hasSize(1);
        assertThat(queue.counts().completed()).isEqualTo(1);

        // The worker's search for dead ones leaves a key of its own, and looks again only half a minute later.
        Await.until("the worker has looked", () -> exists("stalled-check"));
        queue.obliterate(false);
        assertThat(connection.run(Command.plain(Protocol.Command.KEYS, Text.of("bull:" + name + ":*"))))
                .isEqualTo(List.of());
    }

    private boolean exists(String key) {
        return connection
                .run(Command.plain(Protocol.Command.EXISTS, Text.of("bull:" + name + ":" + key)))
                .equals(1L);
    }

    @Test
    void aQueueWithActiveJobsIsOnlyObliteratedByForce() {
        work(job -> {
            Thread.sleep(Duration.ofMinutes(1));
            return null;
        });
        awaitState(queue.add("x", new Note("a", 1)), JobState.ACTIVE);
        assertThat(queue.remove("1")).isFalse();
        assertThatThrownBy(() -> queue.obliterate(false)).isInstanceOf(JobStateException.class);
        queue.obliterate(true);
        assertThat(queue.counts()).isEqualTo(new JobCounts(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void failedJobsAreListedAndRetriedAllTogether() {
        var fail = new java.util.concurrent.atomic.AtomicBoolean(true);
        work(job -> {
            if (fail.get()) {
                throw new IllegalStateException("no");
            }
            return null;
        });
        List<String> ids = List.of(queue.add("x", new Note("a", 1)), queue.add("x", new Note("b", 2)));
        ids.forEach(id -> awaitState(id, JobState.FAILED));
        assertThat(queue.failedJobs(0, -1)).extracting(Job::id).containsExactlyInAnyOrderElementsOf(ids);
        fail.set(false);
        queue.retryAll(JobState.FAILED);
        ids.forEach(id -> awaitState(id, JobState.COMPLETED));
        queue.retry(ids.getFirst(), JobState.COMPLETED);
        awaitState(ids.getFirst(), JobState.COMPLETED);
        assertThatThrownBy(() -> queue.retry("unknown")).isInstanceOf(JobNotFoundException.class);
        assertThatThrownBy(() -> queue.retry(ids.getFirst())).isInstanceOf(JobStateException.class);
    }

    @Test
    void delayedJobsArePromotedAllTogether() {
        for (int i = 0; i < 5; i++) {
            queue.add("x", new Note("a", i), NOTHING.delay(Duration.ofHours(1)));
        }
        queue.promoteAll();
        assertThat(queue.counts().waiting()).isEqualTo(5);
        assertThat(queue.counts().delayed()).isZero();
    }

    @Test
    void logsAreKeptAsLongAsAskedFor() {
        work(job -> {
            for (int i = 0; i < 5; i++) {
                job.log("line " + i);
            }
            return null;
        });
        String id = queue.add("x", new Note("a", 1), NOTHING.keepLogs(2));
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.logs(id, 0, -1)).containsExactly("line 3", "line 4");
        assertThat(queue.addLog(id, "afterwards")).isEqualTo(3);
        assertThatThrownBy(() -> queue.addLog("unknown", "x")).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void aGlobalRateLimitIsKeptAndRemoved() {
        queue.setGlobalRateLimit(2, Duration.ofMillis(300));
        for (int i = 0; i < 6; i++) {
            queue.add("x", new Note("a", i));
        }
        long from = System.nanoTime();
        work(job -> null, options().concurrency(6).build());
        Await.until("all done", () -> queue.counts().completed() == 6);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(Duration.ofMillis(600));
        queue.removeGlobalRateLimit();
        queue.removeRateLimit();
        assertThat(queue.rateLimitLeft(1)).isZero();
    }

    @Test
    void theNewestOfManyQuickJobsIsTheOneThatRuns() {
        JobOptions debounced = NOTHING.deduplication(Deduplication.lastOf("d", Duration.ofMinutes(1)))
                .delay(Duration.ofMillis(200));
        queue.add("x", new Note("old", 1), debounced);
        queue.add("x", new Note("newer", 2), debounced);
        String last = queue.add("x", new Note("newest", 3), debounced);
        var ran = new java.util.concurrent.ConcurrentLinkedQueue<Note>();
        work(job -> ran.add(job.data()));
        awaitState(last, JobState.COMPLETED);
        assertThat(ran).containsExactly(new Note("newest", 3));
    }

    @Test
    void anotherPrefixIsAnotherQueue() {
        Queue<Note> other = new Queue<>(
                connection,
                name,
                PayloadCodec.json(Note.class),
                QueueOptions.defaults().withPrefix("{other}"));
        other.add("x", new Note("a", 1));
        assertThat(other.counts().waiting()).isEqualTo(1);
        assertThat(queue.counts().waiting()).isZero();
    }
}
