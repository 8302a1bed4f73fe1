package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Node adds and Java works; Java adds and Node works. */
class BothDirectionsTest extends NodeTest {

    @Test
    void javaWorksWhatNodeAdded() {
        String id = js("return (await queue(Q$).add('greet', {text: 'grüß', number: 2})).id")
                .asString();
        work(job -> Map.of("said", job.data().text() + job.data().number(), "by", job.name()));
        awaitState(id, JobState.COMPLETED);

        JsonNode seen = js("const j = await queue(Q$).getJob('" + id + "');"
                + " return {result: j.returnvalue, state: await j.getState(), made: j.attemptsMade}");
        assertThat(seen.toString())
                .contains("\"said\":\"grüß2\"", "\"by\":\"greet\"", "\"state\":\"completed\"", "\"made\":1");
    }

    @Test
    void nodeWorksWhatJavaAdded() {
        List<String> ids = queue.addBulk(List.of(
                new NewJob<>("a", new Note("plain", 1)),
                new NewJob<>("b", new Note("urgent", 2), JobOptions.defaults().priority(1)),
                new NewJob<>("c", new Note("later", 3), JobOptions.defaults().delay(Duration.ofMillis(50)))));
        js("worker(Q$, async (job) => ({...job.data, seen: job.name})); ");
        for (String id : ids) {
            awaitState(id, JobState.COMPLETED);
        }
        assertThat(queue.getJob(ids.get(2)).orElseThrow().result(Map.class))
                .isEqualTo(Map.of("text", "later", "number", 3, "seen", "c"));
    }

    @Test
    void nodeSeesWhyAJavaJobFailedAndRetriesIt() {
        var runs = new java.util.concurrent.atomic.AtomicInteger();
        String id = js("return (await queue(Q$).add('x', {text: 'a', number: 1}, {attempts: 2})).id")
                .asString();
        work(job -> {
            if (runs.incrementAndGet() <= 2) {
                throw new IllegalStateException("not today");
            }
            return "well";
        });
        awaitState(id, JobState.FAILED);
        JsonNode seen =
                js("const j = await queue(Q$).getJob('" + id + "'); return [j.failedReason, j.stacktrace.length,"
                        + " j.stacktrace[0].split('\\n')[0], j.attemptsMade]");
        assertThat(seen.toString()).isEqualTo("[\"not today\",2,\"java.lang.IllegalStateException: not today\",2]");

        js("await (await queue(Q$).getJob('" + id + "')).retry()");
        awaitState(id, JobState.COMPLETED);
    }

    @Test
    void javaSeesWhyANodeJobFailedAndRetriesIt() {
        String id = queue.add("x", new Note("a", 1));
        js("kept.fail = true; worker(Q$, async () => { if (kept.fail) throw new Error('broken'); return 5; })");
        awaitState(id, JobState.FAILED);
        Job<Note> failed = queue.failedJobs(0, -1).getFirst();
        assertThat(failed.failedReason()).isEqualTo("broken");
        assertThat(failed.stackTraces()).hasSize(1);

        js("kept.fail = false");
        queue.retry(id);
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.getJob(id).orElseThrow().result(Integer.class)).isEqualTo(5);
    }

    @Test
    void progressAndLogsOfAJavaHandlerReachNode() {
        js("kept.progress = []; const e = events(Q$); e.on('progress', ({data}) => kept.progress.push(data));"
                + " await e.waitUntilReady()");
        String id = queue.add("x", new Note("a", 1));
        work(job -> {
            job.updateProgress(50);
            job.updateProgress(Map.of("done", 3));
            job.log("first");
            job.log("second");
            job.updateData(new Note("changed", 9));
            return null;
        });
        awaitState(id, JobState.COMPLETED);
        JsonNode seen = js("await until('progress', () => kept.progress.length === 2); const q = queue(Q$);"
                + " return [kept.progress, (await q.getJobLogs('" + id + "')).logs, (await q.getJob('" + id
                + "')).data, (await q.getJob('" + id + "')).returnvalue]");
        assertThat(seen.toString())
                .isEqualTo("[[50,{\"done\":3}],[\"first\",\"second\"],{\"text\":\"changed\",\"number\":9},null]");
        assertThat(queue.logs(id, 0, -1)).containsExactly("first", "second");
    }

    @Test
    void eitherSidePausesAndResumes() {
        queue.pause();
        assertThat(js("return await queue(Q$).isPaused()").asBoolean()).isTrue();
        String id = js("return (await queue(Q$).add('x', {text: 'a', number: 1})).id")
                .asString();
        work(job -> null);
        assertThat(queue.counts().waiting()).isEqualTo(1);
        js("await queue(Q$).resume()");
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.isPaused()).isFalse();
    }

    @Test
    void bothShareTheJobsOfOneQueueWithoutADouble() {
        var byJava = new ConcurrentLinkedQueue<String>();
        js("kept.ran = []; worker(Q$, async (job) => { kept.ran.push(job.id); }, {concurrency: 4})");
        work(job -> byJava.add(job.id()), options().concurrency(4).build());
        List<NewJob<Note>> jobs = new java.util.ArrayList<>();
        for (int i = 0; i < 600; i++) {
            jobs.add(new NewJob<>("x", new Note("n", i)));
        }
        List<String> ids = queue.addBulk(jobs);
        Await.until("all are done", () -> queue.counts().completed() == 600);
        List<String> all = new java.util.ArrayList<>(byJava);
        js("return kept.ran").valueStream().forEach(id -> all.add(id.asString()));
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aGlobalConcurrencyHoldsAcrossBoth() {
        queue.setGlobalConcurrency(1);
        assertThat(js("return await queue(Q$).getGlobalConcurrency()").asInt()).isEqualTo(1);
        var most = new java.util.concurrent.atomic.AtomicLong();
        work(
                job -> {
                    most.accumulateAndGet(queue.counts().active(), Math::max);
                    return null;
                },
                options().concurrency(5).build());
        js("worker(Q$, async () => { await new Promise((r) => setTimeout(r, 2)); }, {concurrency: 5, drainDelay: 1})");
        for (int i = 0; i < 30; i++) {
            queue.add("x", new Note("a", i));
        }
        Await.until("all are done", () -> queue.counts().completed() == 30);
        assertThat(most).hasValueLessThanOrEqualTo(1);
        queue.removeGlobalConcurrency();
        assertThat(queue.globalConcurrency()).isEmpty();
    }

    @Test
    void theVersionIsWrittenAsNodeWritesIt() {
        assertThat(queue.version())
                .isEqualTo(js("return await queue(Q$ + 'other').getVersion()").asString());
    }

    @Test
    void nodeFindsJavaWorkersByName() {
        work(job -> null, options().name("java-1").build());
        Await.until(
                "Node sees the worker",
                () -> js("return (await queue(Q$).getWorkers()).map((w) => w.rawname)")
                        .toString()
                        .contains(":w:java-1"));
    }

    @Test
    void nodeDeduplicatesAgainstAJavaJob() {
        JobOptions once =
                JobOptions.defaults().delay(Duration.ofMinutes(1)).deduplication(Deduplication.untilFinished("d"));
        String id = queue.add("x", new Note("a", 1), once);
        String again = js("return (await queue(Q$).add('x', {}, {deduplication: {id: 'd'}})).id")
                .asString();
        assertThat(again).isEqualTo(id);
        assertThat(queue.add("x", new Note("b", 2), once)).isEqualTo(id);
        queue.removeDeduplicationKey("d");
        assertThat(queue.add("x", new Note("b", 2), once)).isNotEqualTo(id);
    }

    @Test
    void aPayloadThatIsNotTheExpectedFailsForGood() {
        String id = js("return (await queue(Q$).add('x', {number: 'not a number'}, {attempts: 5})).id")
                .asString();
        work(job -> null);
        awaitState(id, JobState.FAILED);
        Job<Note> job = queue.getJob(id).orElseThrow();
        assertThat(job.attemptsMade()).isEqualTo(1);
        assertThat(job.failedReason()).contains("not the JSON of a Note");
        assertThatThrownBy(job::data).isInstanceOf(PayloadException.class);
    }
}
