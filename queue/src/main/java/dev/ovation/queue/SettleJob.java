package dev.ovation.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells Redis how a job went, and takes the next one in the same round trip. One per running thread: it remembers the
 * packed arguments of its last job, which the next one mostly shares.
 */
final class SettleJob {

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] RETURN_VALUE = Text.of("returnvalue");
    private static final byte[] COMPLETED = Text.of("completed");
    private static final byte[] FAILED_REASON = Text.of("failedReason");
    private static final byte[] FAILED = Text.of("failed");

    private final QueueConnection connection;
    private final QueueKeys keys;
    private final WorkerOptions options;
    private final TakeJobs take;
    private final String token;
    private final byte[] tokenBytes;
    private final byte[] fetchOptions;
    private @Nullable JobOptions lastCompleted;
    private byte[] lastCompletedArgs = Text.EMPTY;

    SettleJob(QueueConnection connection, QueueKeys keys, WorkerOptions options, TakeJobs take, String token) {
        this.connection = connection;
        this.keys = keys;
        this.options = options;
        this.take = take;
        this.token = token;
        this.tokenBytes = Text.of(token);
        this.fetchOptions = MessagePack.pack(take.fetchOptions(token));
    }

    TakeJobs.Taken completed(StoredJob job, byte @Nullable [] result, boolean fetchNext) {
        return take.taken(checked(completion(job, result, fetchNext), job, Script.MOVE_TO_FINISHED));
    }

    Command completion(StoredJob job, byte @Nullable [] result, boolean fetchNext) {
        if (lastCompleted != job.options) {
            lastCompletedArgs = finishOptions(job, "removeOnComplete", options.keepCompleted);
            lastCompleted = job.options;
        }
        return finish(
                job,
                keys.completed,
                keys.metricsCompleted,
                RETURN_VALUE,
                result == null ? NULL : result,
                COMPLETED,
                lastCompletedArgs,
                Text.EMPTY,
                fetchNext);
    }

    TakeJobs.Taken failed(StoredJob job, String reason, byte[] stacktrace, boolean fetchNext) {
        Command command = finish(
                job,
                keys.failed,
                keys.metricsFailed,
                FAILED_REASON,
                Text.of(reason),
                FAILED,
                finishOptions(job, "removeOnFail", options.keepFailed),
                failure(reason, stacktrace),
                fetchNext);
        return take.taken(checked(command, job, Script.MOVE_TO_FINISHED));
    }

    /** Tries again after a pause; the attempt counts. */
    TakeJobs.Taken retryAfter(StoredJob job, long millis, String reason, byte[] stacktrace, boolean fetchNext) {
        return delay(job, millis, false, failure(reason, stacktrace), fetchNext);
    }

    /** Puts the job off; no attempt counts. */
    TakeJobs.Taken runLater(StoredJob job, long millis, boolean fetchNext) {
        return delay(job, millis, true, Text.EMPTY, fetchNext);
    }

    /** Tries again at once; the attempt counts. */
    void retryNow(StoredJob job, String reason, byte[] stacktrace) {
        checked(
                Script.RETRY_JOB,
                job,
                keys.active,
                keys.wait,
                keys.paused,
                keys.key(job.id),
                keys.meta,
                keys.events,
                keys.delayed,
                keys.prioritized,
                keys.priorityCounter,
                keys.marker,
                keys.stalled,
                keys.root,
                Text.of(connection.now()),
                Text.of(job.options.isLifo() ? "RPUSH" : "LPUSH"),
                Text.of(job.id),
                tokenBytes,
                failure(reason, stacktrace));
    }

    /** Gives the job back to the head of the queue as if it hadn't been taken; answers the rate limit's rest. */
    long giveBack(StoredJob job) {
        return Text.number(checked(
                Script.MOVE_FROM_ACTIVE_TO_WAIT,
                job,
                keys.active,
                keys.wait,
                keys.stalled,
                keys.paused,
                keys.meta,
                keys.limiter,
                keys.prioritized,
                keys.marker,
                keys.events,
                Text.of(job.id),
                tokenBytes,
                keys.key(job.id)));
    }

    String token() {
        return token;
    }

    private Command finish(
            StoredJob job,
            byte[] target,
            byte[] metrics,
            byte[] property,
            byte[] value,
            byte[] state,
            byte[] finishOptions,
            byte[] fields,
            boolean fetchNext) {
        return Command.script(
                Script.MOVE_TO_FINISHED,
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
                target,
                keys.key(job.id),
                metrics,
                keys.marker,
                Text.of(job.id),
                Text.of(connection.now()),
                property,
                value,
                state,
                fetchNext ? Text.ONE : Text.ZERO,
                keys.root,
                finishOptions,
                fields);
    }

    private TakeJobs.Taken delay(StoredJob job, long millis, boolean skipAttempt, byte[] fields, boolean fetchNext) {
        return take.taken(checked(
                Script.MOVE_TO_DELAYED,
                job,
                keys.marker,
                keys.active,
                keys.prioritized,
                keys.delayed,
                keys.key(job.id),
                keys.events,
                keys.meta,
                keys.stalled,
                keys.wait,
                keys.limiter,
                keys.priorityCounter,
                keys.root,
                Text.of(connection.now()),
                Text.of(job.id),
                tokenBytes,
                Text.of(millis),
                skipAttempt ? Text.ONE : Text.ZERO,
                fields,
                fetchNext ? Text.ONE : Text.ZERO,
                fetchNext ? fetchOptions : Text.EMPTY));
    }

    private Object checked(Script script, StoredJob job, byte[]... args) {
        return checked(Command.script(script, false, args), job, script);
    }

    private Object checked(Command command, StoredJob job, Script script) {
        return ScriptErrors.check(take.run(command), job.id, script);
    }

    private byte[] finishOptions(StoredJob job, String keepOption, @Nullable KeepJobs ofWorker) {
        Map<?, ?> ofJob = KeepJobs.forScripts(job.options.stored().get(keepOption));
        Map<String, Object> finish = new LinkedHashMap<>(take.fetchOptions(token));
        finish.put("keepJobs", ofJob != null ? ofJob : (ofWorker != null ? ofWorker : KeepJobs.ALL).stored());
        finish.put("attempts", job.options.attempts());
        finish.put("maxMetricsSize", options.metricsMinutes > 0 ? (Object) options.metricsMinutes : "");
        for (String ofFlows : List.of("fpof", "cpof", "idof", "rdof")) {
            finish.put(ofFlows, Boolean.TRUE.equals(job.options.stored().get(ofFlows)));
        }
        return MessagePack.pack(finish);
    }

    private static byte[] failure(String reason, byte[] stacktrace) {
        return MessagePack.pack(List.of("failedReason", reason, "stacktrace", Text.string(stacktrace)));
    }
}
