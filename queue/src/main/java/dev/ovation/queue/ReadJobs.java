package dev.ovation.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.Protocol;

/** Looks at a queue's jobs without changing them. */
final class ReadJobs<T> {

    /** How often BullMQ's script looks further for jobs whose hash is gone. */
    private static final byte[] BACKFILL_ROUNDS = Text.of(5);

    private static final List<JobState> COUNTED = List.of(
            JobState.WAITING,
            JobState.PRIORITIZED,
            JobState.DELAYED,
            JobState.ACTIVE,
            JobState.COMPLETED,
            JobState.FAILED,
            JobState.WAITING_CHILDREN);

    private final QueueConnection connection;
    private final QueueKeys keys;
    private final PayloadCodec<T> codec;
    private final ChangeJob change;
    private final StoredJob.OptionsReader options = new StoredJob.OptionsReader();

    ReadJobs(QueueConnection connection, QueueKeys keys, PayloadCodec<T> codec, ChangeJob change) {
        this.connection = connection;
        this.keys = keys;
        this.codec = codec;
        this.change = change;
    }

    Optional<Job<T>> byId(String jobId) {
        List<Object> hash = Text.list(connection.run(Command.plain(Protocol.Command.HGETALL, keys.key(jobId))));
        return hash.isEmpty() ? Optional.empty() : Optional.of(job(jobId, hash));
    }

    List<Job<T>> inStates(Collection<JobState> states, int first, int last, boolean oldestFirst) {
        List<byte[]> args = new ArrayList<>(
                List.of(keys.root, Text.of(first), Text.of(last), oldestFirst ? Text.ONE : Text.ZERO, BACKFILL_ROUNDS));
        for (JobState state : new LinkedHashSet<>(states)) {
            args.add(Text.of(state.key()));
        }
        Object answer = connection.run(Command.script(Script.GET_JOBS, true, args.toArray(byte[][]::new)));
        List<Job<T>> jobs = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Object ofState : Text.list(answer)) {
            for (Object entry : Text.list(ofState)) {
                List<Object> idAndHash = Text.list(entry);
                String id = Text.string(idAndHash.getFirst());
                if (seen.add(id)) {
                    jobs.add(job(id, Text.list(idAndHash.get(1))));
                }
            }
        }
        return jobs;
    }

    JobCounts counts() {
        byte[][] args = new byte[COUNTED.size() + 1][];
        args[0] = keys.root;
        for (int i = 0; i < COUNTED.size(); i++) {
            args[i + 1] = Text.of(COUNTED.get(i).key());
        }
        List<Object> counts = Text.list(connection.run(Command.script(Script.GET_COUNTS, true, args)));
        long[] numbers = new long[COUNTED.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Text.number(counts.get(i));
        }
        return new JobCounts(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
    }

    JobState state(String jobId) {
        return JobState.of(Text.string(connection.run(Command.script(
                Script.GET_STATE,
                true,
                keys.completed,
                keys.failed,
                keys.delayed,
                keys.active,
                keys.wait,
                keys.paused,
                keys.waitingChildren,
                keys.prioritized,
                Text.of(jobId)))));
    }

    /** What BullMQ's own metrics counted per minute, newest first. */
    List<Long> perMinute(boolean completed) {
        byte[] key = completed ? keys.metricsCompleted : keys.metricsFailed;
        byte[] data = Text.of(Text.string(key) + ":data");
        List<Object> answer =
                Text.list(connection.run(Command.script(Script.GET_METRICS, true, key, data, Text.ZERO, Text.of(-1))));
        List<Long> minutes = new ArrayList<>();
        for (Object minute : Text.list(answer.get(1))) {
            minutes.add(Text.number(minute));
        }
        return minutes;
    }

    private Job<T> job(String id, List<Object> hash) {
        return new Job<>(keys.name, StoredJob.of(id, hash, options), codec, change);
    }
}
