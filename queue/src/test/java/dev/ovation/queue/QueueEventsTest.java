package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.queue.QueueEvent.Kind;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The stream of a queue's events. */
class QueueEventsTest extends NodeTest {

    @Test
    void whatNodeDoesIsToldInOrder() {
        var seen = new CopyOnWriteArrayList<QueueEvent>();
        try (QueueEvents events = new QueueEvents(connection, name, seen::add)) {
            events.start();
            Await.until("following", () -> events.position() != null);
            String id = js("kept.id = (await queue(Q$).add('x', {text: 'a', number: 1})).id;"
                            + " worker(Q$, async (job) => { await job.updateProgress({step: 2}); return 'fine'; });"
                            + " return kept.id")
                    .asString();
            Await.until("drained", () -> seen.stream().anyMatch(event -> event.kind() == Kind.DRAINED));
            assertThat(seen.stream().filter(event -> id.equals(event.jobId())).map(QueueEvent::kind))
                    .containsExactly(Kind.ADDED, Kind.WAITING, Kind.ACTIVE, Kind.PROGRESS, Kind.COMPLETED);
            QueueEvent completed = seen.stream()
                    .filter(event -> event.kind() == Kind.COMPLETED)
                    .findFirst()
                    .orElseThrow();
            assertThat(completed.returnValue()).isEqualTo("\"fine\"");
            assertThat(seen.stream().map(QueueEvent::progress)).contains("{\"step\":2}");
        }
    }

    @Test
    void followingGoesOnWhereItStopped() {
        List<String> all = new CopyOnWriteArrayList<>();
        String position;
        try (QueueEvents events =
                new QueueEvents(connection, "bull", name, QueueEvents.OLDEST, event -> all.add(event.position()))) {
            queue.add("x", new Note("a", 1));
            events.start();
            Await.until("two events", () -> all.size() == 2);
            position = events.position();
        }
        queue.add("x", new Note("b", 2));
        var later = new ConcurrentLinkedQueue<QueueEvent>();
        try (QueueEvents events = new QueueEvents(connection, "bull", name, position, later::add)) {
            events.start();
            Await.until("the events between", () -> later.size() == 2);
        }
        assertThat(later).extracting(QueueEvent::jobId).containsOnly("2");
    }

    @Test
    void aFailedListenerDoesNotEndTheStory() {
        var told = new ConcurrentLinkedQueue<Kind>();
        try (QueueEvents events = new QueueEvents(connection, "bull", name, QueueEvents.OLDEST, event -> {
            told.add(event.kind());
            if (told.size() == 1) {
                throw new IllegalStateException("a listener's own trouble");
            }
            throw new AssertionError("a listener's own trouble");
        })) {
            events.start();
            queue.pause();
            queue.resume();
            queue.pause();
            Await.until("all told", () -> told.size() == 3);
            assertThat(told).containsExactly(Kind.PAUSED, Kind.RESUMED, Kind.PAUSED);
        }
    }

    @Test
    void eventsGoOnAfterARestartOfRedis() {
        try (TestRedis own = TestRedis.startDurable();
                QueueConnection its = own.connect()) {
            Queue<Note> notes = new Queue<>(its, "q", Note.class);
            var added = new ConcurrentLinkedQueue<String>();
            try (QueueEvents events = new QueueEvents(its, "bull", "q", QueueEvents.OLDEST, event -> {
                if (event.kind() == Kind.ADDED) {
                    added.add(event.fields().get("name"));
                }
            })) {
                events.start();
                notes.add("before", new Note("a", 1));
                Await.until("told", () -> added.contains("before"));
                own.restart();
                Await.until("added", () -> {
                    notes.add("after", new Note("b", 2), JobOptions.defaults().jobId("b"));
                    return true;
                });
                Await.until("told", () -> added.contains("after"));
            }
            assertThat(added).containsExactly("before", "after");
        }
    }

    @Test
    void nodeHearsOfWhatJavaDoes() {
        js("kept.heard = []; const e = events(Q$); e.on('completed', (d) => kept.heard.push(d.returnvalue));"
                + " e.on('failed', (d) => kept.heard.push(d.failedReason)); await e.waitUntilReady()");
        work(job -> {
            if (job.data().number() == 1) {
                throw new IllegalStateException("one");
            }
            return List.of(job.data().number());
        });
        queue.add("x", new Note("a", 1));
        queue.add("x", new Note("a", 2));
        js("await until('both', () => kept.heard.length === 2)");
        assertThat(js("return kept.heard").toString()).isEqualTo("[\"one\",[2]]");
    }
}
