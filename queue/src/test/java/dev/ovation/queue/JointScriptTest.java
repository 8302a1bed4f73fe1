package dev.ovation.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Jobs that end together are settled in one call, and Redis and their worker can't tell. */
class JointScriptTest extends NodeTest {

    private static final JointScript JOINT = Objects.requireNonNull(Script.MOVE_TO_FINISHED.joint());

    private long callsBeforeWork;

    @Test
    void oneCallLeavesAndAnswersWhatManyDo() {
        List<Object> oneByOne = settleFive("single", (commands, lane) -> {
            List<Object> answers = new ArrayList<>();
            commands.forEach(command -> answers.add(lane.call(List.of(command.withSource(command.script())), true)[0]));
            return answers;
        });
        List<Object> together = settleFive("joint", (commands, lane) -> {
            Object answer = lane.call(List.of(JOINT.join(commands, true)), true)[0];
            return List.of(JointScript.split(answer, commands.size()));
        });
        assertThat(described(together)).isEqualTo(described(oneByOne));
        assertThat(described(together).toString()).contains("-1", "-6", "paint", "WRONGTYPE");
        assertThat(QueueContents.of(node, name + "joint")).isEqualTo(QueueContents.of(node, name + "single"));
    }

    /** Five of eight jobs: one plain, one that isn't kept, one under another's token, one that is gone, one broken. */
    private List<Object> settleFive(String side, BiFunction<List<Command>, CommandLane, List<Object>> by) {
        Queue<Note> of = new Queue<>(connection, name + side, Note.class);
        QueueKeys keys = new QueueKeys("bull", name + side);
        CommandLane lane = connection.openLane(0);
        WorkerOptions options = options().build();
        TakeJobs take = new TakeJobs(connection, lane, keys, options);
        List<StoredJob> jobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            JobOptions own = JobOptions.defaults().jobId("job-" + i);
            of.add("paint", new Note("a", i), i == 1 ? own.removeOnComplete(KeepJobs.NONE) : own);
        }
        for (int i = 0; i < 5; i++) {
            jobs.add(Objects.requireNonNull(take.next("token-" + i).job()));
        }
        List<Command> commands = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String token = i == 2 ? "another" : "token-" + i;
            commands.add(new SettleJob(connection, keys, options, take, token)
                    .completion(jobs.get(i), Text.of("\"result " + i + "\""), true));
        }
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            jedis.del("bull:" + name + side + ":job-3");
            jedis.set("bull:" + name + side + ":job-4:dependencies", "not a set");
        }
        List<Object> answers = by.apply(commands, lane);
        lane.close();
        return answers;
    }

    private static List<String> described(List<Object> answers) {
        List<String> texts = new ArrayList<>();
        for (Object answer : answers) {
            String text = answer instanceof List<?> list
                    ? described(List.copyOf(list)).toString()
                    : answer instanceof JedisDataException e
                            ? String.valueOf(e.getMessage()).replaceAll(".*(WRONGTYPE[ \\w]*).*", "$1")
                            : Text.string(answer);
            texts.add(text.replaceAll("\\d{8,13}", "<time>"));
        }
        return texts;
    }

    @Test
    void jobsThatEndTogetherTravelTogether() {
        endTogether(20, 60);
        // How many find company differs; alone they would be twenty calls that fetch and sixty that settle.
        assertThat(scriptCalls() - callsBeforeWork).isLessThan(80);
    }

    @Test
    void whatOneJobsSettlingMeetsIsNoneOfTheOthersConcern() {
        var errors = new ConcurrentLinkedQueue<Throwable>();
        List<String> ids = endTogether(20, 20, errors, id -> {
            if (id.equals("7")) {
                try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
                    jedis.set("bull:" + name + ":7:dependencies", "not a set");
                }
            }
        });
        assertThat(errors).hasSize(1);
        assertThat(errors.element()).isInstanceOf(RedisRefusedException.class).hasMessageContaining("WRONGTYPE");
        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(queue.state(id)).isEqualTo(id.equals("7") ? JobState.ACTIVE : JobState.COMPLETED));
    }

    @Test
    void aForgottenJointScriptIsSentAgain() {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            List<String> ids = endTogether(20, 100, new ConcurrentLinkedQueue<>(), id -> jedisFlush(id, jedis));
            assertThat(ids).allSatisfy(id -> assertThat(queue.state(id)).isEqualTo(JobState.COMPLETED));
        }
    }

    /** In the middle of each round but the first. */
    private static synchronized void jedisFlush(String id, Jedis jedis) {
        if (Integer.parseInt(id) % 20 == 0) {
            jedis.scriptFlush();
        }
    }

    private List<String> endTogether(int atOnce, int count) {
        return endTogether(atOnce, count, new ConcurrentLinkedQueue<>(), id -> {});
    }

    /** Runs jobs so many at once, all of which end at the same moment; comes back when each was settled or refused. */
    private List<String> endTogether(
            int atOnce, int count, Collection<Throwable> errors, Consumer<String> whileRunning) {
        List<NewJob<Note>> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(new NewJob<>("x", new Note("n", i)));
        }
        List<String> ids = queue.addBulk(jobs);
        callsBeforeWork = scriptCalls();
        var all = new CyclicBarrier(atOnce);
        var ended = new AtomicInteger();
        work(
                job -> {
                    whileRunning.accept(job.id());
                    return all.await(60, TimeUnit.SECONDS);
                },
                options().concurrency(atOnce).build(),
                new WorkerListener() {
                    @Override
                    public void onCompleted(Job<?> job, @Nullable Object result) {
                        ended.incrementAndGet();
                    }

                    @Override
                    public void onError(Throwable failure) {
                        errors.add(failure);
                    }
                });
        Await.until("all have ended", () -> ended.get() + errors.size() == count);
        return ids;
    }

    private long scriptCalls() {
        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            Matcher calls = Pattern.compile("cmdstat_eval(?:sha)?:calls=(\\d+)").matcher(jedis.info("commandstats"));
            return calls.results()
                    .mapToLong(call -> Long.parseLong(call.group(1)))
                    .sum();
        }
    }
}
