package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

/** Job schedulers, made by one side and continued by the other. */
class SchedulersTest extends NodeTest {

    private static final JobOptions NOTHING = JobOptions.defaults();

    @Test
    void javaContinuesWhatNodeMade() {
        js("await queue(Q$).upsertJobScheduler('tick', {every: 60}, {name: 't', data: {text: 'x', number: 1}})");
        var ran = new ConcurrentLinkedQueue<String>();
        work(job -> ran.add(job.id() + " " + job.name() + job.data().text() + " " + job.schedulerId()));
        Await.until("five ticks", () -> ran.size() >= 5);
        assertThat(ran).doesNotHaveDuplicates().allMatch(line -> line.endsWith(" tx tick"));
        assertThat(queue.getScheduler("tick").orElseThrow().iterations()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void nodeContinuesWhatJavaMade() {
        queue.upsertScheduler("tick", Repeat.cron("* * * * * *"), "t", new Note("x", 1), NOTHING);
        js("kept.ticks = []; worker(Q$, async (job) => { kept.ticks.push(job.id + job.data.text); })");
        js("await until('two ticks', () => kept.ticks.length >= 2)");
        assertThat(js("return new Set(kept.ticks).size === kept.ticks.length").asBoolean())
                .isTrue();
        assertThat(queue.getScheduler("tick").orElseThrow().pattern()).isEqualTo("* * * * * *");
    }

    @Test
    void aPatternRunsOncePerTimeHoweverManyWorkersAndUpserts() {
        var ran = new ConcurrentLinkedQueue<Instant>();
        for (int i = 0; i < 3; i++) {
            work(job -> ran.add(Instant.now()), options().concurrency(2).build());
            queue.upsertScheduler("tick", Repeat.cron("* * * * * *"), "t", null, NOTHING);
        }
        js("worker(Q$, async () => {}); await queue(Q$).upsertJobScheduler('tick', {pattern: '* * * * * *', tz: 'UTC'},"
                + " {name: 't'})");
        Await.until("three ticks", () -> queue.counts().completed() >= 3);
        List<Long> due = queue.getJobs(JobState.COMPLETED, 0, -1).stream()
                .map(job -> Long.parseLong(job.id().substring("repeat:tick:".length())))
                .toList();
        assertThat(due).doesNotHaveDuplicates().allMatch(millis -> millis % 1_000 == 0);
    }

    @Test
    void upsertReplacesAndRemoveEnds() {
        queue.upsertScheduler("s", Repeat.cron("0 0 1 1 *"), "old", null, NOTHING);
        queue.upsertScheduler("s", Repeat.cron("0 0 2 1 *"), "new", new Note("n", 2), NOTHING);
        assertThat(queue.schedulers()).singleElement().satisfies(scheduler -> {
            assertThat(scheduler.name()).isEqualTo("new");
            assertThat(scheduler.zone()).isEqualTo("UTC");
            assertThat(scheduler.data()).isEqualTo("{\"text\":\"n\",\"number\":2}");
        });
        assertThat(queue.counts().delayed()).isEqualTo(1);
        String next = queue.getJobs(JobState.DELAYED, 0, -1).getFirst().id();
        assertThatThrownBy(() -> queue.remove(next)).isInstanceOf(JobStateException.class);

        assertThat(queue.removeScheduler("s")).isTrue();
        assertThat(queue.removeScheduler("s")).isFalse();
        assertThat(queue.counts().delayed()).isZero();
        assertThat(queue.getScheduler("s")).isEmpty();
    }

    @Test
    void aLimitEndsTheSchedule() {
        queue.upsertScheduler("s", Repeat.every(Duration.ofMillis(20)).times(3), "t", null, NOTHING);
        Set<String> ran = new TreeSet<>();
        work(job -> {
            synchronized (ran) {
                return ran.add(job.id());
            }
        });
        Await.until(
                "three runs and nothing to come",
                () -> queue.counts().completed() == 3 && queue.counts().pending() == 0);
        assertThat(ran).hasSize(3);
    }

    @Test
    void aScheduleThatIsOverIsRefused() {
        Repeat over = Repeat.every(Duration.ofSeconds(1)).until(Instant.now().minusSeconds(5));
        assertThatThrownBy(() -> queue.upsertScheduler("s", over, "t", null, NOTHING))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Repeat.cron("often")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPatternMakesNoJobAfterItsEnd() {
        Instant second = Instant.parse("2026-03-01T12:00:00Z");
        Instant end = second.plusMillis(3_500);
        var now = new AtomicReference<>(second.plusMillis(200));
        Repeat everySecond = Repeat.cron("* * * * * *").until(end);
        try (QueueConnection its = QueueConnection.open(RedisSettings.of(redis.url()), now::get);
                Worker<Note> worker = new Worker<>(
                        its, name, Note.class, job -> null, options().build())) {
            Queue<Note> ticking = new Queue<>(its, name, Note.class);
            assertThat(ticking.upsertScheduler("s", everySecond, "t", null, NOTHING))
                    .isPresent();
            worker.start();
            for (int tick = 1; tick <= 3; tick++) {
                int ticks = tick;
                now.set(second.plusSeconds(tick));
                Await.until("a run", () -> queue.counts().completed() == ticks);
            }
        }
        assertThat(queue.counts().pending()).isZero();
        assertThat(queue.getJobs(JobState.COMPLETED, 0, -1).stream()
                        .map(job -> Long.parseLong(job.id().substring("repeat:s:".length()))))
                .containsExactlyInAnyOrder(
                        second.plusSeconds(1).toEpochMilli(),
                        second.plusSeconds(2).toEpochMilli(),
                        second.plusSeconds(3).toEpochMilli());
    }

    @Test
    void aPatternWhoseFirstTimeLiesAfterItsEndMakesNothing() {
        Repeat never = Repeat.cron("0 0 1 1 *", ZoneId.of("Europe/Berlin"))
                .until(Instant.now().plusSeconds(60));
        assertThat(queue.upsertScheduler("s", never, "t", null, NOTHING)).isEmpty();
        assertThat(queue.getScheduler("s")).isEmpty();
        assertThat(queue.counts().pending()).isZero();
        String node = js("return String(await queue(Q$).upsertJobScheduler('s', {pattern: '0 0 1 1 *', endDate:"
                        + " Date.now() + 60000}, {name: 't'}))")
                .asString();
        assertThat(node).isEqualTo("undefined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utc", "UTC+5:30", "europe/berlin", "EST", "local"})
    void javaContinuesInAnyZoneThatNodeKnows(String zone) {
        js("await queue(Q$).upsertJobScheduler('tick', {pattern: '* * * * * *', tz: '" + zone + "'}, {name: 't'})");
        work(job -> null);
        Await.until("two ticks", () -> queue.counts().completed() >= 2);
    }

    @Test
    void nodeContinuesInAZoneThatIsAnOffset() {
        Repeat inIndia = Repeat.cron("* * * * * *", ZoneOffset.ofHoursMinutes(5, 30));
        queue.upsertScheduler("tick", inIndia, "t", null, NOTHING);
        js("worker(Q$, async () => {})");
        Await.until("two ticks", () -> queue.counts().completed() >= 2);
    }

    @Test
    void aJobWhoseScheduleCannotBeContinuedIsLeftUntilItCanBe() {
        queue.upsertScheduler("s", Repeat.every(Duration.ofMillis(300)), "t", null, NOTHING);
        byte[] schedule = Text.of("bull:" + name + ":repeat:s");
        byte[] aside = Text.of("bull:" + name + ":aside");
        connection.run(Command.plain(Protocol.Command.RENAME, schedule, aside));
        connection.run(Command.plain(Protocol.Command.SET, schedule, Text.of("no hash")));
        var ran = new ConcurrentLinkedQueue<String>();
        var errors = new ConcurrentLinkedQueue<Throwable>();
        work(
                job -> ran.add(job.id()),
                options()
                        .lockDuration(Duration.ofMillis(600))
                        .stalledInterval(Duration.ofMillis(300))
                        .maxStalledCount(0)
                        .build(),
                new WorkerListener() {
                    @Override
                    public void onError(Throwable failure) {
                        errors.add(failure);
                    }
                });
        Await.until("tried again and again", () -> errors.size() >= 3);
        assertThat(ran).isEmpty();
        assertThat(errors).hasOnlyElementsOfType(RedisRefusedException.class);
        connection.run(Command.plain(Protocol.Command.RENAME, aside, schedule));
        Await.until("the schedule goes on", () -> ran.size() >= 3);
        assertThat(ran).doesNotHaveDuplicates();
    }

    @Test
    void aPatternThatOnlyNodeCanReadIsLeftToNode() {
        js("await queue(Q$).upsertJobScheduler('tick', {pattern: 'H/2 * * * * *'}, {name: 't'})");
        var ran = new ConcurrentLinkedQueue<String>();
        var errors = new ConcurrentLinkedQueue<Throwable>();
        Worker<Note> java = work(
                job -> ran.add(job.id()),
                options()
                        .lockDuration(Duration.ofMillis(600))
                        .stalledInterval(Duration.ofMillis(300))
                        .build(),
                new WorkerListener() {
                    @Override
                    public void onError(Throwable failure) {
                        errors.add(failure);
                    }
                });
        Await.until("told", () -> !errors.isEmpty());
        java.close();
        js("worker(Q$, async () => {}, {stalledInterval: 100})");
        Await.until("two ticks", () -> queue.counts().completed() >= 2);
        assertThat(ran).isEmpty();
    }

    @Test
    void anIdThatLooksLikeAnOldRepeatableJobGoesOn() {
        queue.upsertScheduler("a:b:1:d:5", Repeat.every(Duration.ofMillis(30)), "t", null, NOTHING);
        work(job -> null);
        Await.until("three runs", () -> queue.counts().completed() >= 3);
    }

    @Test
    void aRepeatableJobOfAnOlderReleaseIsRunAndToldToMakeNoFurtherOnes() {
        String id = queue.add("x", new Note("a", 1));
        connection.run(Command.plain(
                Protocol.Command.HSET,
                Text.of("bull:" + name + ":" + id),
                Text.of("rjk"),
                Text.of("old:::UTC:* * * * *")));
        var errors = new ConcurrentLinkedQueue<Throwable>();
        work(job -> null, options().build(), new WorkerListener() {
            @Override
            public void onError(Throwable failure) {
                errors.add(failure);
            }
        });
        awaitState(id, JobState.COMPLETED);
        Await.until("the error is told", () -> !errors.isEmpty());
        assertThat(errors).singleElement().isInstanceOf(SchedulerException.class);
    }

    @Test
    void aKeyWithoutAScheduleBehindItIsNoScheduler() {
        byte[] keys = Text.of("bull:" + name + ":repeat");
        for (String key : List.of("old:::UTC:* * * * *", "old::::5000", "dangling", "dangling:d:soon:x:5")) {
            connection.run(Command.plain(Protocol.Command.ZADD, keys, Text.of(1), Text.of(key)));
            assertThat(queue.getScheduler(key)).isEmpty();
        }
        assertThat(queue.schedulers()).isEmpty();
        assertThat(connection.run(Command.plain(Protocol.Command.ZCARD, keys))).isEqualTo(4L);
    }

    @Test
    void aSchedulerWhoseNextTimesAreAllTakenIsRefused() {
        InstantSource fixed = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
        try (QueueConnection its = QueueConnection.open(RedisSettings.of(redis.url()), fixed)) {
            Queue<Note> frozen = new Queue<>(its, name, Note.class);
            long now = fixed.millis();
            for (int slot = 0; slot <= 32; slot++) {
                connection.run(Command.plain(
                        Protocol.Command.HSET,
                        Text.of("bull:" + name + ":repeat:s:" + (now + slot * 1_000L)),
                        Text.of("name"),
                        Text.of("left behind")));
            }
            assertThatThrownBy(
                            () -> frozen.upsertScheduler("s", Repeat.every(Duration.ofSeconds(1)), "t", null, NOTHING))
                    .isInstanceOf(SchedulerException.class)
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void aFailingRunDoesNotStopTheSchedule() {
        queue.upsertScheduler("s", Repeat.every(Duration.ofMillis(30)), "t", null, NOTHING);
        work(job -> {
            throw new IllegalStateException("each time");
        });
        Await.until("three failures", () -> queue.counts().failed() >= 3);
    }
}
