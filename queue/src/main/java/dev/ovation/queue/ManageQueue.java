package dev.ovation.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/** What is done to a queue as a whole. */
final class ManageQueue {

    private static final int BATCH = 1_000;
    private static final int CLEAN_BATCH = 10_000;

    /** JavaScript's largest whole number: what Node writes to say that no more jobs are allowed for now. */
    private static final byte[] NO_MORE = Text.of((1L << 53) - 1);

    private final QueueConnection connection;
    private final QueueKeys keys;

    ManageQueue(QueueConnection connection, QueueKeys keys) {
        this.connection = connection;
        this.keys = keys;
    }

    void setMeta(String... fieldsAndValues) {
        byte[][] args = new byte[fieldsAndValues.length + 1][];
        args[0] = keys.meta;
        for (int i = 0; i < fieldsAndValues.length; i++) {
            args[i + 1] = Text.of(fieldsAndValues[i]);
        }
        plain(Protocol.Command.HSET, args);
    }

    void removeMeta(String... fields) {
        byte[][] args = new byte[fields.length + 1][];
        args[0] = keys.meta;
        for (int i = 0; i < fields.length; i++) {
            args[i + 1] = Text.of(fields[i]);
        }
        plain(Protocol.Command.HDEL, args);
    }

    @Nullable
    String meta(String field) {
        return Text.orNull(plain(Protocol.Command.HGET, keys.meta, Text.of(field)));
    }

    void pause() {
        pause(true, true);
    }

    /** A queue that an older BullMQ paused has its jobs in a list of their own, which is moved back in portions. */
    void resume() {
        boolean first = true;
        while (pause(false, first) > 0) {
            first = false;
        }
    }

    private long pause(boolean pause, boolean tell) {
        return Text.number(script(
                Script.PAUSE,
                true,
                pause ? keys.wait : keys.paused,
                pause ? keys.paused : keys.wait,
                keys.meta,
                keys.prioritized,
                keys.events,
                keys.delayed,
                keys.marker,
                Text.of(pause ? "paused" : "resumed"),
                tell ? Text.ONE : Text.ZERO));
    }

    void drain(boolean delayedToo) {
        script(
                Script.DRAIN,
                true,
                keys.wait,
                keys.paused,
                keys.delayed,
                keys.prioritized,
                keys.repeat,
                keys.root,
                delayedToo ? Text.ONE : Text.ZERO);
    }

    /** Removes jobs of a state that are older than so many milliseconds, and gives their ids. */
    List<String> clean(JobState state, long graceMillis, int limit) {
        byte[] before = Text.of(connection.now() - graceMillis);
        List<String> removed = new ArrayList<>();
        while (limit == 0 || removed.size() < limit) {
            int portion = limit == 0 ? CLEAN_BATCH : Math.min(CLEAN_BATCH, limit - removed.size());
            List<String> ids = Text.strings(script(
                    Script.CLEAN_JOBS_IN_SET,
                    false,
                    keys.key(state.key()),
                    keys.events,
                    keys.repeat,
                    keys.root,
                    before,
                    Text.of(portion),
                    Text.of(state.key())));
            removed.addAll(ids);
            if (ids.size() < portion) {
                break;
            }
        }
        return removed;
    }

    void obliterate(boolean force) {
        pause();
        long cursor;
        do {
            Object answer = script(
                    Script.OBLITERATE,
                    true,
                    keys.meta,
                    keys.root,
                    Text.of(BATCH),
                    force ? Text.of("force") : Text.EMPTY);
            cursor = Text.number(answer);
            if (cursor == -1) {
                throw new JobStateException("a queue must be paused to be obliterated");
            } else if (cursor == -2) {
                throw new JobStateException("queue " + keys.name + " has active jobs");
            }
        } while (cursor > 0);
    }

    /** Moves all jobs of a state back to wait. */
    void moveToWait(JobState state, long finishedBefore) {
        byte[] until = state == JobState.DELAYED
                ? Text.of(String.format(Locale.ROOT, "%e", Double.MAX_VALUE / 2))
                : Text.of(finishedBefore);
        long left;
        do {
            left = Text.number(script(
                    Script.MOVE_JOBS_TO_WAIT,
                    true,
                    keys.root,
                    keys.events,
                    keys.key(state.key()),
                    keys.wait,
                    keys.paused,
                    keys.meta,
                    keys.active,
                    keys.marker,
                    Text.of(BATCH),
                    until,
                    Text.of(state.key())));
        } while (left > 0);
    }

    void rateLimit(long millis) {
        plain(Protocol.Command.SET, keys.limiter, NO_MORE, Text.of("PX"), Text.of(millis));
    }

    /** Milliseconds until the rate limit ends, 0 or less for none. */
    long rateLimitTtl(int maxJobs) {
        return Text.number(
                script(Script.GET_RATE_LIMIT_TTL, true, keys.limiter, keys.meta, Text.of(Math.max(0, maxJobs))));
    }

    void removeRateLimit() {
        plain(Protocol.Command.DEL, keys.limiter);
    }

    void removeDeduplicationKey(String id) {
        plain(Protocol.Command.DEL, keys.key("de:" + id));
    }

    void trimEvents(int length) {
        plain(Protocol.Command.XTRIM, keys.events, Text.of("MAXLEN"), Text.of("~"), Text.of(length));
    }

    private Object plain(Protocol.Command command, byte[]... args) {
        return connection.run(Command.plain(command, args));
    }

    private Object script(Script script, boolean repeatable, byte[]... args) {
        return connection.run(Command.script(script, repeatable, args));
    }
}
