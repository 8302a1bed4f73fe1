package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** Redis goes away, comes back, forgets its scripts. */
class RedisOutageTest {

    private record Note(String text) {}

    private static WorkerOptions options() {
        return WorkerOptions.builder()
                .concurrency(4)
                .drainDelay(Duration.ofMillis(500))
                .retryDelay(Duration.ofMillis(50))
                .build();
    }

    @Test
    void aWorkerStartedBeforeRedisWorksOnceItIsThere() {
        try (TestRedis redis = TestRedis.stopped();
                QueueConnection connection = redis.connect()) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            var errors = new ConcurrentLinkedQueue<Throwable>();
            try (Worker<Note> worker = new Worker<>(connection, "q", Note.class, job -> "ok", options())) {
                worker.listen(new WorkerListener() {
                    @Override
                    public void onError(Throwable failure) {
                        errors.add(failure);
                    }
                });
                worker.start();
                assertThatThrownBy(() -> queue.add("x", new Note("a")))
                        .isInstanceOfSatisfying(
                                RedisUnavailableException.class,
                                e -> assertThat(e.outcomeUnknown()).isFalse());
                Await.until("the worker complains", () -> !errors.isEmpty());
                redis.launch();
                String id = queue.add("x", new Note("a"));
                Await.until("done", () -> queue.state(id) == JobState.COMPLETED);
            }
        }
    }

    @Test
    void aWorkerWithoutListenersLogsAnOutageOnce() {
        try (LoggedBy logged = new LoggedBy(Worker.class);
                TestRedis redis = TestRedis.stopped();
                QueueConnection connection = redis.connect();
                Worker<Note> worker = new Worker<>(connection, "q", Note.class, job -> "ok", options())) {
            worker.start();
            Await.until("the worker complains", () -> !logged.lines().isEmpty());
            redis.launch();
            Await.until(
                    "the worker is at ease",
                    () -> logged.lines().getLast().equals("INFO Worker of queue q: Redis answers again"));
            assertThat(logged.lines()).hasSize(2);
            assertThat(logged.lines().getFirst()).startsWith("WARN Worker of queue q: ");
        }
    }

    @Test
    void aRestartInTheMiddleLosesNoJobAndRunsNoneTwice() {
        try (TestRedis redis = TestRedis.startDurable();
                QueueConnection connection = redis.connect()) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            List<NewJob<Note>> jobs = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                jobs.add(new NewJob<>("x", new Note("n" + i)));
            }
            List<String> ids = queue.addBulk(jobs);
            var runs = new ConcurrentHashMap<String, Integer>();
            try (Worker<Note> worker = new Worker<>(
                    connection, "q", Note.class, job -> runs.merge(job.id(), 1, Integer::sum), options())) {
                worker.start();
                Await.until("some ran", () -> runs.size() > 100);
                redis.restart();
                Await.until("all are done", () -> queue.counts().completed() == 400);
            }
            assertThat(runs.keySet()).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(runs.values()).allMatch(count -> count == 1);
        }
    }

    @Test
    void aJobThatEndsWhileRedisIsAwayIsSettledWhenItIsBack() throws InterruptedException {
        try (TestRedis redis = TestRedis.startDurable();
                QueueConnection connection = redis.connect()) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            String id = queue.add("x", new Note("a"));
            var running = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            try (Worker<Note> worker = new Worker<>(
                    connection,
                    "q",
                    Note.class,
                    job -> {
                        running.countDown();
                        return release.await(60, TimeUnit.SECONDS);
                    },
                    options())) {
                worker.start();
                assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
                redis.kill();
                release.countDown();
                redis.launch();
                Await.until("done", () -> queue.state(id) == JobState.COMPLETED);
                assertThat(queue.getJob(id).orElseThrow().attemptsStarted()).isEqualTo(1);
            }
        }
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(
                        "a fail-over",
                        trouble(jedis -> jedis.replicaof("127.0.0.1", 1)),
                        trouble(Jedis::replicaofNoOne)),
                Arguments.of(
                        "a disk that fails",
                        trouble(jedis -> {
                            Path folder = Path.of(jedis.configGet("dir").get("dir"));
                            // Where the snapshot belongs.
                            assertThat(folder.resolve("dump.rdb").toFile().mkdir())
                                    .isTrue();
                            jedis.configSet("save", "3600 1");
                            jedis.bgsave();
                            Await.until(
                                    "the snapshot failed",
                                    () -> jedis.info("persistence").contains("rdb_last_bgsave_status:err"));
                        }),
                        trouble(jedis -> jedis.configSet("save", ""))));
    }

    private static Consumer<Jedis> trouble(Consumer<Jedis> trouble) {
        return trouble;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void aJobThatEndsWhileRedisRefusesForATimeIsSettledWhenThatIsOver(
            String name, Consumer<Jedis> begins, Consumer<Jedis> ends) throws InterruptedException {
        try (TestRedis redis = TestRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                QueueConnection connection = redis.connect()) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            String id = queue.add("x", new Note("a"));
            var running = new CountDownLatch(1);
            var release = new CountDownLatch(1);
            var runs = new AtomicInteger();
            var errors = new ConcurrentLinkedQueue<Throwable>();
            try (Worker<Note> worker = new Worker<>(
                    connection,
                    "q",
                    Note.class,
                    job -> {
                        runs.incrementAndGet();
                        running.countDown();
                        return release.await(60, TimeUnit.SECONDS);
                    },
                    WorkerOptions.builder().retryDelay(Duration.ofMillis(50)).build())) {
                worker.listen(new WorkerListener() {
                    @Override
                    public void onError(Throwable failure) {
                        errors.add(failure);
                    }
                });
                worker.start();
                assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
                begins.accept(jedis);
                release.countDown();
                Await.until("refused", () -> !errors.isEmpty());
                ends.accept(jedis);
                Await.until("done", () -> queue.state(id) == JobState.COMPLETED);
            }
            assertThat(errors).hasOnlyElementsOfType(RedisUnavailableException.class);
            assertThat(runs).hasValue(1);
            Job<Note> job = queue.getJob(id).orElseThrow();
            assertThat(job.result(Boolean.class)).isTrue();
            assertThat(job.stalledCount()).isZero();
        }
    }

    @Test
    void aServerThatBecameAReplicaIsDialledAnew() {
        try (TestRedis redis = TestRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                QueueConnection connection =
                        QueueConnection.open(RedisSettings.of(redis.url()).withLanes(1))) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            queue.add("x", new Note("a"));
            Command who = Command.plain(Protocol.Command.CLIENT, Text.of("ID"));
            Object before = connection.run(who);
            jedis.replicaof("127.0.0.1", 1);
            assertThatThrownBy(() -> queue.add("x", new Note("b")))
                    .isInstanceOfSatisfying(
                            RedisUnavailableException.class,
                            e -> assertThat(e.outcomeUnknown()).isFalse());
            jedis.replicaofNoOne();
            assertThat(connection.run(who)).isNotEqualTo(before);
            queue.add("x", new Note("c"));
            assertThat(queue.counts().waiting()).isEqualTo(2);
        }
    }

    @Test
    void aServerWithoutAFreeConnectionIsTriedAgain() {
        try (TestRedis redis = TestRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                QueueConnection connection = redis.connect()) {
            jedis.configSet("maxclients", "1");
            assertThatThrownBy(connection::ping).isInstanceOf(RedisUnavailableException.class);
            jedis.configSet("maxclients", "1000");
            connection.ping();
        }
    }

    @Test
    void aRedisThatHangsIsGivenUpInTheMiddleOfALongWrite() {
        try (TestRedis redis = TestRedis.start();
                QueueConnection connection = QueueConnection.open(
                        RedisSettings.of(redis.url()).withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)))) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            List<NewJob<Note>> large = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                large.add(new NewJob<>("x", new Note("large".repeat(800_000))));
            }
            // A machine that stalls for a second before the write begins has the connection asked first whether it
            // lives, and then nothing is written.
            RedisUnavailableException failure = null;
            for (int i = 0; i < 5 && (failure == null || !failure.outcomeUnknown()); i++) {
                queue.add("x", new Note("a"));
                redis.freeze();
                try {
                    failure = assertTimeoutPreemptively(
                            Duration.ofMinutes(1),
                            () -> catchThrowableOfType(RedisUnavailableException.class, () -> queue.addBulk(large)));
                } finally {
                    redis.thaw();
                }
                assertThat(failure).isNotNull();
            }
            assertThat(failure.outcomeUnknown()).isTrue();
            queue.add("x", new Note("b"), JobOptions.defaults().jobId("after"));
            assertThat(queue.state("after")).isEqualTo(JobState.WAITING);
        }
    }

    static Stream<Arguments> waysToPutAJobOff() {
        return Stream.of(
                Arguments.of(Script.MOVE_TO_DELAYED, new RunLaterException(Duration.ofMillis(20))),
                Arguments.of(Script.MOVE_FROM_ACTIVE_TO_WAIT, new RateLimitedException()));
    }

    @ParameterizedTest
    @MethodSource("waysToPutAJobOff")
    void aJobThatWasPutOffIsNotToldAsFailedWhereTheAnswerToThatIsLost(Script script, QueueException putsOff) {
        try (TestRedis redis = TestRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                AnswerThief thief = new AnswerThief(redis);
                QueueConnection direct = redis.connect();
                QueueConnection connection = thief.connect()) {
            jedis.scriptLoad(Text.string(script.source()));
            Queue<Note> queue = new Queue<>(direct, "q", Note.class);
            String id = queue.add("x", new Note("a"));
            var told = new ConcurrentLinkedQueue<String>();
            var runs = new AtomicInteger();
            thief.stealTheAnswerTo(script);
            try (Worker<Note> worker = new Worker<>(
                    connection,
                    "q",
                    Note.class,
                    job -> {
                        if (runs.incrementAndGet() == 1) {
                            throw putsOff;
                        }
                        return null;
                    },
                    WorkerOptions.builder()
                            .retryDelay(Duration.ofMillis(50))
                            .drainDelay(Duration.ofMillis(500))
                            .build())) {
                worker.listen(new WorkerListener() {
                    @Override
                    public void onCompleted(Job<?> job, @Nullable Object result) {
                        told.add("completed");
                    }

                    @Override
                    public void onFailed(Job<?> job, Throwable failure, boolean retried) {
                        told.add("failed: " + failure.getMessage());
                    }
                });
                worker.start();
                Await.until("told", () -> told.contains("completed"));
            }
            assertThat(thief.hasStolen()).isTrue();
            assertThat(told).containsExactly("completed");
            assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED);
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void aScheduleGoesOnWhereTheAnswerThatMadeItsNextJobIsLost() {
        try (TestRedis redis = TestRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                AnswerThief thief = new AnswerThief(redis);
                QueueConnection direct = redis.connect();
                QueueConnection connection = thief.connect()) {
            jedis.scriptLoad(Text.string(Script.UPDATE_JOB_SCHEDULER.source()));
            Queue<Note> queue = new Queue<>(direct, "q", Note.class);
            Repeat often = Repeat.every(Duration.ofMillis(100));
            queue.upsertScheduler("s", often, "t", new Note("a"), JobOptions.defaults());
            thief.stealTheAnswerTo(Script.UPDATE_JOB_SCHEDULER);
            var ran = new ConcurrentLinkedQueue<String>();
            try (Worker<Note> worker = new Worker<>(connection, "q", Note.class, job -> ran.add(job.id()), options())) {
                worker.start();
                Await.until("three runs", () -> ran.size() >= 3);
            }
            assertThat(thief.hasStolen()).isTrue();
            assertThat(ran).doesNotHaveDuplicates();
        }
    }

    @Test
    void forgottenScriptsAreSentAgain() {
        try (TestRedis redis = TestRedis.start();
                QueueConnection connection = redis.connect();
                Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            try (Worker<Note> worker = new Worker<>(connection, "q", Note.class, job -> null, options())) {
                worker.start();
                for (int i = 0; i < 5; i++) {
                    jedis.scriptFlush();
                    List<String> ids =
                            queue.addBulk(List.of(new NewJob<>("x", new Note("a")), new NewJob<>("x", new Note("b"))));
                    ids.forEach(id -> Await.until("done", () -> queue.state(id) == JobState.COMPLETED));
                }
            }
        }
    }

    @Test
    void aConnectionThatDiedWhileIdleIsNotNoticedByTheNextCall() {
        try (TestRedis redis = TestRedis.startDurable();
                QueueConnection connection = redis.connect()) {
            Queue<Note> queue = new Queue<>(connection, "q", Note.class);
            queue.add("x", new Note("a"));
            long idleSince = System.nanoTime();
            redis.restart();
            Await.until("idle for a while", () -> System.nanoTime() - idleSince > 1_100_000_000L);
            queue.add("x", new Note("b"));
            assertThat(queue.counts().waiting()).isEqualTo(2);
        }
    }

    @Test
    void aWrongPasswordIsARefusalThatDoesNotRepeatIt() {
        try (TestRedis redis = TestRedis.start();
                Jedis jedis = new Jedis("127.0.0.1", redis.port());
                QueueConnection connection = QueueConnection.open("redis://:s3cret@127.0.0.1:" + redis.port())) {
            jedis.configSet("requirepass", "another");
            assertThatThrownBy(connection::ping)
                    .isInstanceOf(RedisRefusedException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }
}
