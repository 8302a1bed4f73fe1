package dev.ovation.queue;

import java.util.List;
import redis.clients.jedis.Protocol;

/** What can be done to one job wherever it is: its progress, log, payload, place and end. */
final class ChangeJob {

    private final QueueConnection connection;
    private final QueueKeys keys;

    ChangeJob(QueueConnection connection, QueueKeys keys) {
        this.connection = connection;
        this.keys = keys;
    }

    void progress(String jobId, byte[] json) {
        run(Script.UPDATE_PROGRESS, true, jobId, keys.key(jobId), keys.events, keys.meta, Text.of(jobId), json);
    }

    long log(String jobId, String line, int keep) {
        byte[] job = keys.key(jobId);
        byte[] limit = keep > 0 ? Text.of(keep) : Text.EMPTY;
        return Text.number(run(
                Script.ADD_LOG, false, jobId, job, keys.key(jobId + ":logs"), Text.of(jobId), Text.of(line), limit));
    }

    void data(String jobId, byte[] json) {
        run(Script.UPDATE_DATA, true, jobId, keys.key(jobId), json);
    }

    List<String> logs(String jobId, int first, int last) {
        return Text.strings(connection.run(
                Command.plain(Protocol.Command.LRANGE, keys.key(jobId + ":logs"), Text.of(first), Text.of(last))));
    }

    /** Back to wait from failed or completed. */
    void reprocess(String jobId, JobState from, boolean lifo, boolean resetAttempts) {
        if (from != JobState.FAILED && from != JobState.COMPLETED) {
            throw new IllegalArgumentException("only a failed or completed job is retried, not a " + from);
        }
        boolean failed = from == JobState.FAILED;
        byte[] reset = resetAttempts ? Text.ONE : Text.ZERO;
        run(
                Script.REPROCESS_JOB,
                false,
                jobId,
                keys.key(jobId),
                keys.events,
                failed ? keys.failed : keys.completed,
                keys.wait,
                keys.meta,
                keys.active,
                keys.marker,
                keys.prioritized,
                keys.priorityCounter,
                Text.of(jobId),
                Text.of(lifo ? "RPUSH" : "LPUSH"),
                Text.of(failed ? "failedReason" : "returnvalue"),
                Text.of(from.key()),
                reset,
                reset);
    }

    /** From delayed to wait. */
    void promote(String jobId) {
        run(
                Script.PROMOTE,
                false,
                jobId,
                keys.delayed,
                keys.wait,
                keys.paused,
                keys.meta,
                keys.prioritized,
                keys.active,
                keys.priorityCounter,
                keys.events,
                keys.marker,
                keys.root,
                Text.of(jobId));
    }

    void delay(String jobId, long millis) {
        run(
                Script.CHANGE_DELAY,
                true,
                jobId,
                keys.delayed,
                keys.meta,
                keys.marker,
                keys.events,
                Text.of(millis),
                Text.of(connection.now()),
                Text.of(jobId),
                keys.key(jobId));
    }

    void priority(String jobId, int priority, boolean lifo) {
        run(
                Script.CHANGE_PRIORITY,
                true,
                jobId,
                keys.wait,
                keys.paused,
                keys.meta,
                keys.prioritized,
                keys.active,
                keys.priorityCounter,
                keys.marker,
                Text.of(priority),
                keys.root,
                Text.of(jobId),
                lifo ? Text.ONE : Text.ZERO);
    }

    /** False if a worker has it. */
    boolean remove(String jobId) {
        Object answer =
                run(Script.REMOVE_JOB, false, jobId, keys.key(jobId), keys.repeat, Text.of(jobId), Text.ONE, keys.root);
        return Text.number(answer) == 1;
    }

    private Object run(Script script, boolean repeatable, String jobId, byte[]... args) {
        return ScriptErrors.check(connection.run(Command.script(script, repeatable, args)), jobId, script);
    }
}
