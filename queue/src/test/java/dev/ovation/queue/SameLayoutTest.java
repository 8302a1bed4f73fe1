package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same job added by Node and by Java leaves the same keys, fields and members in Redis. */
class SameLayoutTest extends NodeTest {

    private static final JobOptions NOTHING = JobOptions.defaults();

    static Stream<Arguments> jobs() {
        return Stream.of(
                Arguments.of("{}", NOTHING),
                Arguments.of("{jobId: 'mine'}", NOTHING.jobId("mine")),
                Arguments.of("{delay: 60000}", NOTHING.delay(Duration.ofMinutes(1))),
                Arguments.of("{priority: 7}", NOTHING.priority(7)),
                Arguments.of("{lifo: true}", NOTHING.lifo()),
                Arguments.of(
                        "{attempts: 3, backoff: {type: 'exponential', delay: 2000}}",
                        NOTHING.attempts(3).backoff(Backoff.exponential(Duration.ofSeconds(2)))),
                Arguments.of(
                        "{attempts: 2, backoff: {type: 'fixed', delay: 100, jitter: 0.5}}",
                        NOTHING.attempts(2)
                                .backoff(Backoff.fixed(Duration.ofMillis(100)).withJitter(0.5))),
                Arguments.of(
                        "{removeOnComplete: {count: 10}, removeOnFail: {age: 3600, count: 5}}",
                        NOTHING.removeOnComplete(KeepJobs.last(10))
                                .removeOnFail(KeepJobs.within(Duration.ofHours(1), 5))),
                Arguments.of(
                        "{deduplication: {id: 'one', ttl: 60000}}",
                        NOTHING.deduplication(Deduplication.during("one", Duration.ofMinutes(1)))),
                Arguments.of("{deduplication: {id: 'one'}}", NOTHING.deduplication(Deduplication.untilFinished("one"))),
                Arguments.of(
                        "{delay: 0, priority: 0}", NOTHING.delay(Duration.ZERO).priority(0)),
                Arguments.of("{priority: 2097151}", NOTHING.priority(JobOptions.LOWEST_PRIORITY)),
                Arguments.of(
                        "{priority: 3, delay: 60000, lifo: true}",
                        NOTHING.priority(3).delay(Duration.ofMinutes(1)).lifo()),
                Arguments.of("{jobId: 'a:b:c'}", NOTHING.jobId("a:b:c")),
                Arguments.of("{jobId: 'schlüssel 🎨 {x} *?'}", NOTHING.jobId("schlüssel 🎨 {x} *?")),
                Arguments.of("{jobId: '007'}", NOTHING.jobId("007")),
                Arguments.of("{timestamp: 1700000000000}", NOTHING.timestamp(Instant.ofEpochMilli(1_700_000_000_000L))),
                Arguments.of(
                        "{removeOnComplete: {count: 0}, removeOnFail: {count: -1}}",
                        NOTHING.removeOnComplete(KeepJobs.NONE).removeOnFail(KeepJobs.ALL)),
                Arguments.of(
                        "{deduplication: {id: 'one', ttl: 60000, extend: true, replace: true}}",
                        NOTHING.deduplication(Deduplication.lastOf("one", Duration.ofMinutes(1)))),
                Arguments.of(
                        "{deduplication: {id: 'one', keepLastIfActive: true}}",
                        NOTHING.deduplication(Deduplication.oneAndLast("one"))),
                Arguments.of(
                        "{keepLogs: 3, stackTraceLimit: 2, sizeLimit: 500}",
                        NOTHING.keepLogs(3).stackTraceLimit(2).sizeLimit(500)));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void anAddedJob(String nodeOptions, JobOptions javaOptions) {
        js("const q = queue(Q$ + 'node'); await q.add('paint', {text: 'tür', number: 3}, " + nodeOptions + ")");
        new Queue<>(connection, name + "java", Note.class).add("paint", new Note("tür", 3), javaOptions);

        assertThat(contents("java")).isEqualTo(contents("node"));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aJobScheduler(String nodeRepeat, Repeat javaRepeat) {
        js("const q = queue(Q$ + 'node'); await q.upsertJobScheduler('daily', " + nodeRepeat
                + ", {name: 'paint', data: {text: 'a', number: 1}, opts: {attempts: 3}})");
        new Queue<>(connection, name + "java", Note.class)
                .upsertScheduler("daily", javaRepeat, "paint", new Note("a", 1), NOTHING.attempts(3));

        assertThat(withoutMoments(contents("java"))).isEqualTo(withoutMoments(contents("node")));
    }

    /**
     * How long it is until the next run, and how far into the day the first one was, differ by the moment between both
     * sides; about midnight they are small numbers. The offset that was asked for stays.
     */
    private static String withoutMoments(Map<String, Object> contents) {
        return contents.toString().replaceAll("(delay|offset)(=|, )(?!3600000\\b)[1-9]\\d*", "$1$2<time>");
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                Arguments.of("{pattern: '0 0 1 1 *', tz: 'UTC'}", Repeat.cron("0 0 1 1 *")),
                Arguments.of(
                        "{pattern: '0 0 1 1 *', tz: 'UTC', startDate: 2000000000000, endDate: 2100000000000, limit: 4}",
                        Repeat.cron("0 0 1 1 *")
                                .startingAt(Instant.ofEpochMilli(2_000_000_000_000L))
                                .until(Instant.ofEpochMilli(2_100_000_000_000L))
                                .times(4)),
                Arguments.of(
                        "{every: 86400000, startDate: 2000000000000}",
                        Repeat.every(Duration.ofDays(1)).startingAt(Instant.ofEpochMilli(2_000_000_000_000L))),
                Arguments.of(
                        "{every: 86400000, offset: 3600000}",
                        Repeat.every(Duration.ofDays(1)).offset(Duration.ofHours(1))),
                Arguments.of("{every: 86400000}", Repeat.every(Duration.ofDays(1))),
                Arguments.of(
                        "{every: 86400000, limit: 5}",
                        Repeat.every(Duration.ofDays(1)).times(5)));
    }

    private Map<String, Object> contents(String side) {
        return QueueContents.of(node, name + side);
    }
}
