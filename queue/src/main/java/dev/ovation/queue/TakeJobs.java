package dev.ovation.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/** How a worker gets jobs: by asking for one, and by finding those whose answer was lost on the way. */
final class TakeJobs {

    private final QueueConnection connection;
    private final CommandLane lane;
    private final QueueKeys keys;
    private final WorkerOptions options;
    private final StoredJob.OptionsReader reader = new StoredJob.OptionsReader();

    /**
     * @param lane the worker's own
     */
    TakeJobs(QueueConnection connection, CommandLane lane, QueueKeys keys, WorkerOptions options) {
        this.connection = connection;
        this.lane = lane;
        this.keys = keys;
        this.options = options;
    }

    /** Moves the next job to active under this lock token, if there is one and limits allow it. */
    Taken next(String token) {
        return taken(run(Command.script(
                Script.MOVE_TO_ACTIVE,
                false,
                keys.wait,
                keys.active,
                keys.prioritized,
                keys.events,
                keys.stalled,
                keys.limiter,
                keys.delayed,
                keys.paused,
                keys.meta,
                keys.priorityCounter,
                keys.marker,
                keys.root,
                Text.of(connection.now()),
                MessagePack.pack(fetchOptions(token)))));
    }

    /**
     * The job that Redis gave us under this token although its answer never came; null if there is none. Without this
     * it would be taken for stalled once its lock has run out.
     */
    @Nullable
    StoredJob orphan(String token) {
        List<Object> active =
                Text.list(run(Command.plain(Protocol.Command.LRANGE, keys.active, Text.ZERO, Text.of(-1))));
        for (Object id : active) {
            String jobId = Text.string(id);
            Object lock = run(Command.plain(Protocol.Command.GET, keys.key(jobId + ":lock")));
            if (token.equals(Text.orNull(lock))) {
                List<Object> hash = Text.list(run(Command.plain(Protocol.Command.HGETALL, keys.key(jobId))));
                return hash.isEmpty() ? null : StoredJob.of(jobId, hash, reader);
            }
        }
        return null;
    }

    /** For the worker's threads, also when they tell Redis how a job went. */
    Object run(Command command) {
        return connection.runOn(lane, command);
    }

    /** What the scripts that fetch a job need to know of the worker. */
    Map<String, Object> fetchOptions(String token) {
        Map<String, Object> fetch = new LinkedHashMap<>();
        fetch.put("token", token);
        fetch.put("lockDuration", options.lockDuration.toMillis());
        RateLimit limit = options.rateLimit;
        if (limit != null) {
            fetch.put(
                    "limiter",
                    Map.of("max", limit.jobs(), "duration", limit.within().toMillis()));
        }
        if (options.name != null) {
            fetch.put("name", options.name);
        }
        return fetch;
    }

    /** Reads a script's answer [job's hash, its id, milliseconds of rate limit, time of next delayed job], or 0. */
    Taken taken(@Nullable Object answer) {
        if (!(answer instanceof List<?> parts) || parts.size() < 4) {
            return Taken.NOTHING;
        }
        long rateLimit = Math.max(0, Text.number(parts.get(2)));
        long delayedUntil = Math.max(0, Text.number(parts.get(3)));
        if (parts.get(0) instanceof List<?> hash) {
            String id = Text.string(parts.get(1));
            return new Taken(StoredJob.of(id, Text.list(hash), reader), rateLimit, delayedUntil);
        }
        return new Taken(null, rateLimit, delayedUntil);
    }

    /**
     * @param rateLimitMillis how long no job may be taken, 0 for not limited
     * @param delayedUntil when the next delayed job is due in epoch milliseconds, 0 for none
     */
    record Taken(@Nullable StoredJob job, long rateLimitMillis, long delayedUntil) {
        static final Taken NOTHING = new Taken(null, 0, 0);
    }
}
