package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

/** Whatever Node and Java do to a queue, and however their handlers end, Redis looks the same afterwards. */
class SameChangesTest extends NodeTest {

    private static final JobOptions NOTHING = JobOptions.defaults();

    /** What is done to a queue that has a waiting job "w", a delayed one "d" and a failed one "f". */
    private interface Change {
        void to(Queue<Note> queue);
    }

    private static Arguments change(String node, Change java) {
        return Arguments.of(node, java);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("await q.pause()", Queue::pause),
                change("await q.pause(); await q.add('x', {text: 'a', number: 1}, {jobId: 'x'})", q -> {
                    q.pause();
                    q.add("x", new Note("a", 1), NOTHING.jobId("x"));
                }),
                change("await q.pause(); await q.resume()", q -> {
                    q.pause();
                    q.resume();
                }),
                change(
                        "await (await q.getJob('f')).retry('failed', {resetAttemptsMade: true, resetAttemptsStarted: true})",
                        q -> q.retry("f")),
                change("await q.retryJobs()", q -> q.retryAll(JobState.FAILED)),
                change("await (await q.getJob('d')).promote()", q -> q.promote("d")),
                change("await q.promoteJobs()", Queue::promoteAll),
                change(
                        "await (await q.getJob('d')).changeDelay(90000)",
                        q -> q.changeDelay("d", Duration.ofSeconds(90))),
                change("await (await q.getJob('w')).changePriority({priority: 5})", q -> q.changePriority("w", 5)),
                change("await (await q.getJob('w')).changePriority({priority: 0})", q -> q.changePriority("w", 0)),
                change("await q.remove('w')", q -> q.remove("w")),
                change("await q.remove('nobody')", q -> q.remove("nobody")),
                change("await q.drain()", q -> q.drain(false)),
                change("await q.drain(true)", q -> q.drain(true)),
                change("await q.clean(0, 0, 'failed')", q -> q.clean(JobState.FAILED, Duration.ZERO, 0)),
                change("await q.clean(0, 1, 'wait')", q -> q.clean(JobState.WAITING, Duration.ZERO, 1)),
                change("await q.clean(0, 10, 'delayed')", q -> q.clean(JobState.DELAYED, Duration.ZERO, 10)),
                change("await q.clean(3600000, 10, 'failed')", q -> q.clean(JobState.FAILED, Duration.ofHours(1), 10)),
                change("await q.obliterate({force: true})", q -> q.obliterate(true)),
                change("await q.setGlobalConcurrency(3); await q.setGlobalRateLimit(5, 1000)", q -> {
                    q.setGlobalConcurrency(3);
                    q.setGlobalRateLimit(5, Duration.ofSeconds(1));
                }),
                change("await q.rateLimit(60000)", q -> q.rateLimit(Duration.ofMinutes(1))),
                change(
                        "await q.updateJobProgress('w', {done: 'halb'})",
                        q -> q.updateProgress("w", Map.of("done", "halb"))),
                change("await (await q.getJob('w')).updateProgress(42)", q -> q.updateProgress("w", 42)),
                change("await q.addJobLog('w', 'tür 🎨')", q -> q.addLog("w", "tür 🎨")),
                change("await q.trimEvents(0)", q -> q.trimEvents(0)),
                change("await q.upsertJobScheduler('s', {every: 86400000}); await q.removeJobScheduler('s')", q -> {
                    q.upsertScheduler("s", Repeat.every(Duration.ofDays(1)), "s", null, NOTHING);
                    q.removeScheduler("s");
                }),
                change(
                        "await q.add('w', {text: 'other', number: 2}, {jobId: 'w'})",
                        q -> q.add("w", new Note("other", 2), NOTHING.jobId("w"))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChange(String nodeChange, Change javaChange) {
        js("""
                for (const side of ['node', 'java']) {
                  const q = queue(Q$ + side);
                  await q.add('f', {text: 'f', number: 1}, {jobId: 'f'});
                  const w = worker(Q$ + side, async () => { throw new Error('no') });
                  await until('failed', async () => (await q.getFailedCount()) === 1);
                  await w.close();
                  await q.add('w', {text: 'w', number: 1}, {jobId: 'w'});
                  await q.add('d', {text: 'd', number: 1}, {jobId: 'd', delay: 60000});
                }
                """);
        js("const q = queue(Q$ + 'node'); " + nodeChange);
        javaChange.to(new Queue<>(connection, name + "java", Note.class));

        assertThat(QueueContents.of(node, name + "java")).isEqualTo(QueueContents.of(node, name + "node"));
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of("{}", "return 'gut 🎨'", handler(job -> "gut 🎨"), JobState.COMPLETED),
                Arguments.of("{}", "return null", handler(job -> null), JobState.COMPLETED),
                Arguments.of(
                        "{}",
                        "return {n: 1.5, l: [true, null]}",
                        handler(job -> new Result(1.5, java.util.Arrays.asList(true, null))),
                        JobState.COMPLETED),
                Arguments.of("{removeOnComplete: true}", "return 1", handler(job -> 1), JobState.UNKNOWN),
                Arguments.of(
                        "{removeOnComplete: {age: 10, limit: 2}}", "return 1", handler(job -> 1), JobState.COMPLETED),
                Arguments.of("{removeOnComplete: 2.5}", "return 1", handler(job -> 1), JobState.COMPLETED),
                Arguments.of("{deduplication: {id: 'one'}}", "return 1", handler(job -> 1), JobState.COMPLETED),
                Arguments.of("{priority: 4}", "return 1", handler(job -> 1), JobState.COMPLETED),
                Arguments.of(
                        "{attempts: 2}",
                        "throw new Error('zu früh')",
                        handler(job -> {
                            throw new IllegalStateException("zu früh");
                        }),
                        JobState.FAILED),
                Arguments.of(
                        "{attempts: 2, lifo: true, stackTraceLimit: 1}",
                        "throw new Error('no')",
                        handler(job -> {
                            throw new IllegalStateException("no");
                        }),
                        JobState.FAILED),
                Arguments.of(
                        "{attempts: 3, backoff: 5}",
                        "throw new Error('no')",
                        handler(job -> {
                            throw new IllegalStateException("no");
                        }),
                        JobState.FAILED),
                Arguments.of(
                        "{attempts: 3, backoff: {type: 'exponential', delay: 60000}}",
                        "throw new Error('no')",
                        handler(job -> {
                            throw new IllegalStateException("no");
                        }),
                        JobState.DELAYED),
                Arguments.of(
                        "{attempts: 3}",
                        "throw new bullmq.UnrecoverableError('never')",
                        handler(job -> {
                            throw new UnrecoverableException("never");
                        }),
                        JobState.FAILED),
                Arguments.of(
                        "{removeOnFail: true}",
                        "throw new Error('no')",
                        handler(job -> {
                            throw new IllegalStateException("no");
                        }),
                        JobState.UNKNOWN),
                Arguments.of(
                        "{keepLogs: 2}",
                        "await job.log('a'); await job.log('b'); await job.log('c'); await job.updateProgress(7); return 1",
                        handler(job -> {
                            job.log("a");
                            job.log("b");
                            job.log("c");
                            job.updateProgress(7);
                            return 1;
                        }),
                        JobState.COMPLETED),
                Arguments.of(
                        "{}",
                        "await job.updateData({text: 'b', number: 9}); return 1",
                        handler(job -> {
                            job.updateData(new Note("b", 9));
                            return 1;
                        }),
                        JobState.COMPLETED));
    }

    private record Result(double n, List<Boolean> l) {}

    private static JobHandler<Note> handler(JobHandler<Note> handler) {
        return handler;
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aJobsEnd(String jobOptions, String nodeHandler, JobHandler<Note> javaHandler, JobState end) {
        js("""
                for (const side of ['node', 'java'])
                  await queue(Q$ + side).add('paint', {text: 'a', number: 1}, {jobId: 'one-job', ...OPTIONS});
                """.replace("OPTIONS", jobOptions));
        js("kept.w = worker(Q$ + 'node', async (job) => { " + nodeHandler + " })");
        awaitEnd("node", end);
        js("await kept.w.close()");
        try (Worker<Note> worker = new Worker<>(
                connection, name + "java", Note.class, javaHandler, options().build())) {
            worker.start();
            awaitEnd("java", end);
        }
        Map<String, Object> ofJava = QueueContents.of(node, name + "java");
        Map<String, Object> ofNode = QueueContents.of(node, name + "node");
        // A worker that is still idling takes its wake-up call away at a moment of its own.
        ofJava.remove("marker");
        ofNode.remove("marker");
        assertThat(ofJava).isEqualTo(ofNode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{age: 0.5}", "{age: 0.5, limit: 1}", "{count: 3, age: 0.5, limit: 2}"})
    void whichFinishedJobsAreKept(String keep) {
        js("""
                kept.done = {};
                for (const side of ['node', 'java']) {
                  const e = events(Q$ + side);
                  kept.done[side] = 0;
                  e.on('completed', () => kept.done[side]++);
                  await e.waitUntilReady();
                  for (let i = 0; i < 4; i++)
                    await queue(Q$ + side).add('paint', {text: 'a', number: i}, {jobId: 'job-' + i, removeOnComplete: KEEP});
                }
                kept.age = async (queue, number) => {
                  const redis = new (require('ioredis'))(connection);
                  const done = `bull:${queue}:completed`;
                  const by = number === 3 ? -86400000 : 3600000;
                  for (const id of await redis.zrange(done, 0, -1)) await redis.zincrby(done, by, id);
                  redis.disconnect();
                };
                kept.w = worker(Q$ + 'node', (job) => kept.age(job.queueName, job.data.number));
                await until('done', () => kept.done.node === 4);
                await kept.w.close();
                """.replace("KEEP", keep));
        // The others are young until the last one runs, however slowly all goes, and old when it ends.
        try (Worker<Note> worker = new Worker<>(
                connection,
                name + "java",
                Note.class,
                job -> {
                    js("await kept.age(Q$ + 'java', " + job.data().number() + ")");
                    return null;
                },
                options().build())) {
            worker.start();
            Await.until("done", () -> js("return kept.done.java").asInt() == 4);
        }
        String left = "return (await queue(Q$ + SIDE).getCompleted()).map((job) => job.id).sort()";
        assertThat(js(left.replace("SIDE", "'java'"))).isEqualTo(js(left.replace("SIDE", "'node'")));
        assertThat(js(left.replace("SIDE", "'java'")).size()).isBetween(1, 3);
    }

    static Stream<Arguments> childrenMeanwhile() {
        String waits = "queue(NAME).add('child', {text: 'c', number: 2}, {jobId: 'child', delay: 600000,"
                + " parent: {id: 'one-job', queue: 'bull:' + NAME}})";
        String failed = "(async (redis) => { await redis.zadd('bull:' + NAME + ':one-job:unsuccessful', 1, 'c');"
                + " redis.disconnect(); })(new (require('ioredis'))(connection))";
        return Stream.of(
                Arguments.of("{}", waits, JobState.FAILED, "Job one-job has pending dependencies. moveToFinished"),
                Arguments.of("{attempts: 3, backoff: 60000}", waits, JobState.DELAYED, null),
                Arguments.of(
                        "{attempts: 3}",
                        failed,
                        JobState.FAILED,
                        "Cannot complete job one-job because it has at least one failed child. moveToFinished"));
    }

    @ParameterizedTest
    @MethodSource("childrenMeanwhile")
    void aJobThatWasGivenAChildWhileItRanCannotComplete(
            String jobOptions, String nodeAdds, JobState end, @Nullable String reason) {
        js("""
                for (const side of ['node', 'java'])
                  await queue(Q$ + side).add('parent', {text: 'a', number: 1}, {jobId: 'one-job', ...OPTIONS});
                kept.addChild = async (name) => { await ADDS; };
                kept.w = worker(Q$ + 'node', async () => { await kept.addChild(Q$ + 'node'); return 1; });
                """.replace("OPTIONS", jobOptions).replace("ADDS", nodeAdds.replace("NAME", "name")));
        awaitEnd("node", end);
        js("await kept.w.close()");
        var told = new ConcurrentLinkedQueue<Throwable>();
        try (Worker<Note> worker = new Worker<>(
                connection,
                name + "java",
                Note.class,
                job -> {
                    js("await kept.addChild(Q$ + 'java')");
                    return 1;
                },
                options().build())) {
            worker.listen(new WorkerListener() {
                @Override
                public void onFailed(Job<?> job, Throwable failure, boolean retried) {
                    told.add(failure);
                }
            });
            worker.start();
            awaitEnd("java", end);
            Await.until("told", () -> !told.isEmpty());
        }
        Map<String, Object> ofJava = QueueContents.of(node, name + "java");
        Map<String, Object> ofNode = QueueContents.of(node, name + "node");
        ofJava.remove("marker");
        ofNode.remove("marker");
        // The child names its parent's queue.
        assertThat(told).hasSize(1);
        assertThat(ofJava.toString().replace(name + "java", name))
                .isEqualTo(ofNode.toString().replace(name + "node", name));
        if (reason != null) {
            Queue<Note> queueOfJava = new Queue<>(connection, name + "java", Note.class);
            assertThat(queueOfJava.getJob("one-job").orElseThrow().failedReason())
                    .isEqualTo(reason);
        }
    }

    /** Also until the worker has looked for dead ones, which leaves a key and need not come before its first job. */
    private void awaitEnd(String side, JobState end) {
        Queue<Note> of = new Queue<>(connection, name + side, Note.class);
        Command looked = Command.plain(Protocol.Command.EXISTS, Text.of("bull:" + name + side + ":stalled-check"));
        Await.until(
                side + " has ended",
                () -> of.state("one-job") == end
                        && of.counts().waiting() == 0
                        && connection.run(looked).equals(1L));
    }

    @Test
    void aHugePayloadAndOddNamesGoBothWays() {
        String huge = "ü🎨\n\"".repeat(300_000);
        String id = queue.add("näme: \"🎨\" \\ {} *", new Note(huge, Integer.MIN_VALUE));
        assertThat(js("const j = await queue(Q$).getJob('" + id
                                + "'); return [j.name, j.data.text.length, j.data.number]")
                        .toString())
                .isEqualTo("[\"näme: \\\"🎨\\\" \\\\ {} *\"," + huge.length() + "," + Integer.MIN_VALUE + "]");

        String fromNode = js("return (await queue(Q$).add('näme: 🎨', {text: 'ü🎨'.repeat(500000), number: -1})).id")
                .asString();
        Job<Note> job = queue.getJob(fromNode).orElseThrow();
        assertThat(job.name()).isEqualTo("näme: 🎨");
        assertThat(job.data()).isEqualTo(new Note("ü🎨".repeat(500_000), -1));
    }

    @Test
    void noDataAtAllIsReadAsNodeWroteIt() {
        String none = js("return (await queue(Q$).add('x', undefined)).id").asString();
        String empty = js("return (await queue(Q$).add('x', {})).id").asString();
        assertThat(queue.getJob(none).orElseThrow().rawData()).isEqualTo("{}");
        assertThat(queue.getJob(empty).orElseThrow().rawData()).isEqualTo("{}");
        String isNull = js("return (await queue(Q$).add('x', null)).id").asString();
        assertThat(queue.getJob(isNull).orElseThrow().rawData()).isEqualTo("null");
    }
}
