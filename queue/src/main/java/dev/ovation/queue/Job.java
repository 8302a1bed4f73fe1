package dev.ovation.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as Redis held it at one moment, and what its handler can do to it while it runs.
 *
 * <p>What it says of the job's state doesn't change; read the job again for that. Safe for many threads.
 *
 * @param <T> the payload
 */
public final class Job<T> {

    private final String queue;
    private final StoredJob stored;
    private final PayloadCodec<T> codec;
    private final ChangeJob change;
    private volatile @Nullable T data;
    private volatile @Nullable String cancelReason;

    Job(String queue, StoredJob stored, PayloadCodec<T> codec, ChangeJob change) {
        this.queue = queue;
        this.stored = stored;
        this.codec = codec;
        this.change = change;
    }

    public String queue() {
        return queue;
    }

    public String id() {
        return stored.id;
    }

    public String name() {
        return stored.name;
    }

    /**
     * The payload, decoded when first asked for.
     *
     * @throws PayloadException if it is not what the codec expects
     */
    public T data() {
        T known = data;
        if (known == null) {
            known = codec.decode(stored.data);
            data = known;
        }
        return known;
    }

    /** The payload's JSON as it is in Redis. */
    public String rawData() {
        return Text.string(stored.data);
    }

    public JobOptions options() {
        return stored.options;
    }

    /** When it was made. */
    public Instant timestamp() {
        return Instant.ofEpochMilli(stored.timestamp);
    }

    /** When it was last taken by a worker; null if never. */
    public @Nullable Instant processedOn() {
        return instant(stored.processedOn);
    }

    /** When it completed or failed for good; null if it didn't yet. */
    public @Nullable Instant finishedOn() {
        return instant(stored.finishedOn);
    }

    /** How long it was to wait when it was last put aside. */
    public Duration delay() {
        return Duration.ofMillis(stored.delay);
    }

    public int priority() {
        return stored.priority;
    }

    /** How many attempts ended, well or badly. */
    public int attemptsMade() {
        return stored.attemptsMade;
    }

    /** How often it was taken by a worker; stalled attempts and those that were put off are counted too. */
    public int attemptsStarted() {
        return stored.attemptsStarted;
    }

    /** How often the worker that had it died or lost its lock. */
    public int stalledCount() {
        return stored.stalledCount;
    }

    /** Why the last attempt failed; null if none did. */
    public @Nullable String failedReason() {
        return stored.failedReason;
    }

    /** One per failed attempt, oldest first. */
    public List<String> stackTraces() {
        return stored.stackTraces();
    }

    /** What the handler gave back; null while it is not completed, or if that was null. */
    public <R> @Nullable R result(Class<R> type) {
        byte[] result = stored.returnValue;
        return result == null ? null : Json.read(result, type);
    }

    /** What was last reported, as its JSON; null if nothing was. */
    public @Nullable String progress() {
        return Text.orNull(stored.progress);
    }

    /** The name of the worker that has or had it; null where workers have no names. */
    public @Nullable String processedBy() {
        return stored.processedBy;
    }

    /** The job scheduler that made it; null for all others. */
    public @Nullable String schedulerId() {
        return stored.schedulerId;
    }

    public @Nullable String deduplicationId() {
        return stored.deduplicationId;
    }

    /**
     * Tells the world how far the job is: a number, or anything that becomes JSON.
     *
     * @throws JobNotFoundException if it was removed
     */
    public void updateProgress(Object progress) {
        change.progress(id(), Json.write(progress));
    }

    /**
     * Adds a line to the job's log.
     *
     * @return how many lines it has
     * @throws JobNotFoundException if it was removed
     */
    public long log(String line) {
        return change.log(id(), line, (int) stored.options.number("kl"));
    }

    /**
     * Replaces the payload, so that a further attempt starts from there.
     *
     * @throws JobNotFoundException if it was removed
     */
    public void updateData(T payload) {
        change.data(id(), codec.encode(payload));
        data = payload;
    }

    /**
     * Whether the handler should give up: it was cancelled, ran out of its time, or its worker is being closed by
     * force. Its thread is interrupted as well.
     */
    public boolean isCancelled() {
        return cancelReason != null;
    }

    /** Why; null while it isn't cancelled. */
    public @Nullable String cancelReason() {
        return cancelReason;
    }

    void markCancelled(String reason) {
        cancelReason = reason;
    }

    StoredJob stored() {
        return stored;
    }

    @Nullable
    String traceMetadata() {
        return stored.options.stored().get("tm") instanceof String metadata ? metadata : null;
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public String toString() {
        return "Job " + queue + "/" + id() + " (" + name() + ")";
    }
}
