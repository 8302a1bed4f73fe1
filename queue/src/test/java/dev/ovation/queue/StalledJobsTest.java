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

    /** Renewed at half of it at the latest: a machine that stalls for less than the rest loses none. */
    private static final Duration LOCK = Duration.ofSeconds(12);

    /** Looks for dead workers often, and keeps its own locks however long the machine stalls. */
    private static WorkerOptions.Builder quick() {
        return options().stalledInterval(WorkerProcess.SEARCH);
    }

    /** A dead worker's lock runs out in half a minute: it is then. */
    private void runOutOf(String id) {
        assertThat(connection.run(Command.plain(Protocol.Command.PTTL, lockOf(id))))
                .isInstanceOfSatisfying(Long.class, left -> assertThat(left).isBetween(1L, 30_000L));
        loseLock(id);
    }

    private void kill(Process victim) {
        try {
            victim.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void javaRecoversTheJobOfAKilledNodeWorker() {
        String id = queue.add("x", new Note("a", 1));
        try (NodePeer victim = new NodePeer(redis)) {
            victim.run("worker('" + name + "', () => new Promise(() => {}), {stalledInterval: 300})");
            awaitState(id, JobState.ACTIVE);
            victim.kill();
        }
        runOutOf(id);
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
        Process victim = WorkerProcess.start(redis, name, "hang");
        try {
            awaitState(id, JobState.ACTIVE);
        } finally {
            kill(victim);
        }
        runOutOf(id);
        js("worker(Q$, async () => 'done', {stalledInterval: 300})");
        awaitState(id, JobState.COMPLETED);
        assertThat(queue.getJob(id).orElseThrow().result(String.class)).isEqualTo("done");
    }

    @Test
    void aJobThatKillsItsWorkersTooOftenIsFailedWithoutBeingRunAgain() {
        String id = queue.add("x", new Note("a", 1), JobOptions.defaults().attempts(5));
        Process victim = WorkerProcess.start(redis, name, "hang");
        try {
            awaitState(id, JobState.ACTIVE);
        } finally {
            kill(victim);
        }
        runOutOf(id);
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
                job -> release.await(60, TimeUnit.SECONDS),
                options()
                        .lockDuration(LOCK)
                        .stalledInterval(Duration.ofMillis(100))
                        .build(),
                listener);
        awaitState(id, JobState.ACTIVE);
        awaitRenewal(id);
        awaitRenewal(id);
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
        String stolen = queue.add("x", new Note("stolen", 3));
        var told = new ConcurrentLinkedQueue<String>();
        work(
                job -> release.await(60, TimeUnit.SECONDS),
                options()
                        .concurrency(5)
                        .lockDuration(LOCK)
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
        List.of(victim, other, stolen).forEach(id -> awaitState(id, JobState.ACTIVE));
        // A lock that another holds is lost to its worker, and its job has not stalled.
        connection.run(Command.plain(Protocol.Command.SET, lockOf(stolen), Text.of("another's")));
        loseLock(victim);
        Await.until("both were told", () -> told.contains("lost") && told.contains("stalled"));

        awaitRenewal(other);
        Await.until(
                "the victim runs again",
                () -> connection
                        .run(Command.plain(Protocol.Command.EXISTS, lockOf(victim)))
                        .equals(1L));
        told.clear();
        loseLock(victim);
        Await.until("the search goes on", () -> told.contains("stalled"));
        release.countDown();
        awaitState(other, JobState.COMPLETED);
        assertThat(queue.getJob(other).orElseThrow().attemptsStarted()).isEqualTo(1);
    }

    /** A quarter of the lock's time passes at once, and comes back. */
    private void awaitRenewal(String id) {
        long less = LOCK.toMillis() * 3 / 4;
        assertThat(connection.run(Command.plain(Protocol.Command.PEXPIRE, lockOf(id), Text.of(less))))
                .isEqualTo(1L);
        Await.until(
                "the lock is renewed",
                () -> (Long) connection.run(Command.plain(Protocol.Command.PTTL, lockOf(id))) > less);
    }

    private void loseLock(String id) {
        connection.run(Command.plain(Protocol.Command.DEL, lockOf(id)));
    }

    private byte[] lockOf(String id) {
        return Text.of("bull:" + name + ":" + id + ":lock");
    }
}
