package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** What becomes of the jobs of a worker that dies. */
class StalledJobsTest extends NodeTest {

    private static WorkerOptions.Builder quick() {
        return options().lockDuration(Duration.ofMillis(600)).stalledInterval(Duration.ofMillis(300));
    }

    @Test
    void javaRecoversTheJobOfAKilledNodeWorker() {
        String id = queue.add("x", new Note("a", 1));
        try (NodePeer victim = new NodePeer(redis)) {
            victim.run(
                    "worker('" + name + "', () => new Promise(() => {}), {lockDuration: 600, stalledInterval: 300})");
            awaitState(id, JobState.ACTIVE);
            victim.kill();
        }
        var stalled = new ConcurrentLinkedQueue<String>();
        work(job -> "done", quick().build(), new WorkerListener() {
            @Override
            public void onStalled(List<String> jobIds) {
                stalled.addAll(jobIds);
            }
        });
        awaitState(id, JobState.COMPLETED);
        // Listeners are told on a thread of their own, after the job has moved on.
        Await.until("the stall is told", () -> !stalled.isEmpty());
        assertThat(stalled).containsExactly(id);
        assertThat(queue.getJob(id).orElseThrow().stalledCount()).isEqualTo(1);
    }

    @Test
    void nodeRecoversTheJobOfAKilledJavaWorker() {
        String id = queue.add("x", new Note("a", 1));
        Process victim = WorkerProcess.start(redis, name, "hang", 600);
        try {
            awaitState(id, JobState.ACTIVE);
        } finally {
            victim.destroyForcibly();
        }
        js("worker(Q$, async () => 'done', {stalledInterval: 300, lockDuration: 600})");
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.getJob(id).orElseThrow().result(String.class)).isEqualTo("done");
    }

    @Test
    void aJobThatKillsItsWorkersTooOftenIsFailedWithoutBeingRunAgain() {
        String id = queue.add("x", new Note("a", 1), JobOptions.defaults().attempts(5));
        Process victim = WorkerProcess.start(redis, name, "hang", 600);
        try {
            awaitState(id, JobState.ACTIVE);
        } finally {
            victim.destroyForcibly();
        }
        var ran = new ConcurrentLinkedQueue<String>();
        work(job -> ran.add(job.id()), quick().maxStalledCount(0).build());
        awaitState(id, JobState.FAILED);
        assertThat(ran).isEmpty();
        assertThat(queue.getJob(id).orElseThrow().failedReason()).isEqualTo("job stalled more than allowable limit");
    }

    @Test
    void aDeferredFailureFailsTheJobWithoutRunningIt() {
        String id = queue.add("x", new Note("a", 1), JobOptions.defaults().attempts(5));
        connection.run(Command.plain(
                Protocol.Command.HSET,
                Text.of("bull:" + name + ":" + id),
                Text.of("defa"),
                Text.of("job stalled more than allowable limit")));
        var ran = new ConcurrentLinkedQueue<String>();
        work(job -> ran.add(job.id()));
        awaitState(id, JobState.FAILED);
        assertThat(ran).isEmpty();
        assertThat(queue.getJob(id).orElseThrow().failedReason()).isEqualTo("job stalled more than allowable limit");
    }

    @Test
    void aLongJobKeepsItsLockWhileItRuns() {
        var stalled = new ConcurrentLinkedQueue<String>();
        WorkerListener listener = new WorkerListener() {
            @Override
            public void onStalled(List<String> jobIds) {
                stalled.addAll(jobIds);
            }
        };
        var release = new CountDownLatch(1);
        String id = queue.add("x", new Note("a", 1));
        work(
                job -> release.await(20, TimeUnit.SECONDS),
                options()
                        .lockDuration(Duration.ofMillis(200))
                        .stalledInterval(Duration.ofMillis(100))
                        .build(),
                listener);
        awaitState(id, JobState.ACTIVE);
        long until = System.nanoTime() + Duration.ofMillis(900).toNanos();
        Await.until("several lock times have passed", () -> System.nanoTime() > until);
        release.countDown();
        awaitState(id, JobState.COMPLETED);
        assertThat(stalled).isEmpty();
        assertThat(queue.getJob(id).orElseThrow().attemptsStarted()).isEqualTo(1);
    }

    @Test
    void anErrorOfAListenerEndsNeitherTheRenewalOfLocksNorTheSearchForStalledJobs() {
        var release = new CountDownLatch(1);
        String victim = queue.add("x", new Note("victim", 1));
        String other = queue.add("x", new Note("other", 2));
        var told = new ConcurrentLinkedQueue<String>();
        work(
                job -> release.await(20, TimeUnit.SECONDS),
                options()
                        .concurrency(3)
                        .lockDuration(Duration.ofMillis(300))
                        .stalledInterval(Duration.ofMillis(200))
                        .maxStalledCount(9)
                        .build(),
                new WorkerListener() {
                    @Override
                    public void onLockLost(List<String> jobIds) {
                        told.add("lost");
                        throw new AssertionError("a listener's own trouble");
                    }

                    @Override
                    public void onStalled(List<String> jobIds) {
                        told.add("stalled");
                        throw new AssertionError("a listener's own trouble");
                    }
                });
        awaitState(victim, JobState.ACTIVE);
        awaitState(other, JobState.ACTIVE);
        loseLock(victim);
        Await.until("both were told", () -> told.contains("lost") && told.contains("stalled"));

        long until = System.nanoTime() + Duration.ofMillis(1_000).toNanos();
        Await.until("three lock times have passed", () -> System.nanoTime() > until);
        assertThat(connection.run(Command.plain(Protocol.Command.EXISTS, lockOf(other))))
                .isEqualTo(1L);
        told.clear();
        loseLock(victim);
        Await.until("the search goes on", () -> told.contains("stalled"));
        release.countDown();
        awaitState(other, JobState.COMPLETED);
        assertThat(queue.getJob(other).orElseThrow().attemptsStarted()).isEqualTo(1);
    }

    private void loseLock(String id) {
        connection.run(Command.plain(Protocol.Command.DEL, lockOf(id)));
    }

    private byte[] lockOf(String id) {
        return Text.of("bull:" + name + ":" + id + ":lock");
    }
}
