package dev.ovation.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one job is run. Immutable: each method gives a changed copy, and one instance may serve any number of jobs.
 *
 * <p>What is not said here is taken from {@link QueueOptions#jobDefaults()}, and else from BullMQ: one attempt, no
 * delay, first in first out, finished jobs kept for ever.
 */
public final class JobOptions {

    /** BullMQ's largest priority, which is the last to run. */
    public static final int LOWEST_PRIORITY = (1 << 21) - 1;

    private static final JobOptions NONE = new JobOptions(new LinkedHashMap<>());

    private final Map<String, Object> stored;
    private byte @Nullable [] packed;

    private JobOptions(Map<String, Object> stored) {
        this.stored = stored;
    }

    /** Nothing said. */
    public static JobOptions defaults() {
        return NONE;
    }

    static JobOptions ofStored(Map<String, Object> stored) {
        return new JobOptions(new LinkedHashMap<>(stored));
    }

    /**
     * An id of one's own. A job is not added while another with the same id is in Redis, finished ones that are kept
     * included: adding it again is then harmless and gives the id back.
     *
     * @throws IllegalArgumentException for what BullMQ doesn't accept: empty, an integer, or with a colon
     */
    public JobOptions jobId(String id) {
        if (id.isEmpty() || id.matches("-?(0|[1-9]\\d*)")) {
            throw new IllegalArgumentException("a job id is not empty and not an integer: " + id);
        }
        if (id.startsWith("0:") || (id.indexOf(':') >= 0 && id.split(":", -1).length != 3)) {
            throw new IllegalArgumentException("a job id has no colon: " + id);
        }
        return with("jobId", id);
    }

    /** To be run no sooner than this from now; zero or more, counted in milliseconds. */
    public JobOptions delay(Duration delay) {
        return with("delay", notNegative(delay, "delay").toMillis());
    }

    /** How often the job is run at most until it succeeds; one or more. */
    public JobOptions attempts(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("a job has at least one attempt, not " + attempts);
        }
        return with("attempts", attempts);
    }

    /** The pause between attempts; none without. */
    public JobOptions backoff(Backoff backoff) {
        return with("backoff", backoff.stored());
    }

    /**
     * 1 runs before 2. Jobs without a priority (0) run before all that have one.
     *
     * @throws IllegalArgumentException outside 0 and {@link #LOWEST_PRIORITY}
     */
    public JobOptions priority(int priority) {
        if (priority < 0 || priority > LOWEST_PRIORITY) {
            throw new IllegalArgumentException("a priority lies between 0 and " + LOWEST_PRIORITY);
        }
        return with("priority", priority);
    }

    /** Last in, first out: before all jobs that wait without a priority. */
    public JobOptions lifo() {
        return with("lifo", true);
    }

    public JobOptions removeOnComplete(KeepJobs keep) {
        return with("removeOnComplete", keep.stored());
    }

    public JobOptions removeOnFail(KeepJobs keep) {
        return with("removeOnFail", keep.stored());
    }

    public JobOptions deduplication(Deduplication deduplication) {
        return with("de", deduplication.stored());
    }

    /** The newest so many lines of {@link Job#log} are kept. */
    public JobOptions keepLogs(int lines) {
        return with("kl", lines);
    }

    /** The newest so many stack traces of failed attempts are kept. */
    public JobOptions stackTraceLimit(int traces) {
        return with("stackTraceLimit", traces);
    }

    /** Payloads of more bytes than this are refused when the job is added. */
    public JobOptions sizeLimit(int bytes) {
        return with("sizeLimit", bytes);
    }

    /** When the job was made, where that isn't now. Delays count from it. */
    public JobOptions timestamp(java.time.Instant instant) {
        return with("timestamp", instant.toEpochMilli());
    }

    /** Runs the job outside the trace of the program that adds it. */
    public JobOptions omitTraceContext() {
        return with("omc", true);
    }

    public @Nullable String jobId() {
        return stored.get("jobId") instanceof String id ? id : null;
    }

    public Duration delay() {
        return Duration.ofMillis(number("delay"));
    }

    /** 0 where nothing was said, which is one attempt too. */
    public int attempts() {
        return (int) number("attempts");
    }

    public @Nullable Backoff backoff() {
        return Backoff.of(stored.get("backoff"));
    }

    public int priority() {
        return (int) number("priority");
    }

    public boolean isLifo() {
        return Boolean.TRUE.equals(stored.get("lifo"));
    }

    /** Null where the worker decides. */
    public @Nullable KeepJobs removeOnComplete() {
        return KeepJobs.of(stored.get("removeOnComplete"));
    }

    /** Null where the worker decides. */
    public @Nullable KeepJobs removeOnFail() {
        return KeepJobs.of(stored.get("removeOnFail"));
    }

    /** Every option by the name under which BullMQ stores it. */
    Map<String, Object> stored() {
        return stored;
    }

    long number(String name) {
        return stored.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @Nullable
    String deduplicationId() {
        return stored.get("de") instanceof Map<?, ?> de && de.get("id") instanceof String id ? id : null;
    }

    /** These options where they say something, the others where they don't. */
    JobOptions over(JobOptions defaults) {
        if (defaults.stored.isEmpty()) {
            return this;
        }
        if (stored.isEmpty()) {
            return defaults;
        }
        return changed(defaults.stored, merged -> merged.putAll(stored));
    }

    JobOptions with(String name, Object value) {
        return changed(stored, changed -> changed.put(name, value));
    }

    /** As the scripts unpack them; {@code attempts} is always there, as Node writes it. */
    byte[] packed() {
        byte[] known = packed;
        if (known == null) {
            Map<String, Object> full = new LinkedHashMap<>();
            full.put("attempts", 0);
            full.putAll(stored);
            known = MessagePack.pack(full);
            packed = known;
        }
        return known;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JobOptions options && stored.equals(options.stored);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stored);
    }

    @Override
    public String toString() {
        return "JobOptions" + stored;
    }

    private static JobOptions changed(Map<String, Object> from, Consumer<Map<String, Object>> change) {
        Map<String, Object> copy = new LinkedHashMap<>(from);
        change.accept(copy);
        return new JobOptions(copy);
    }

    private static Duration notNegative(Duration duration, String what) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a " + what + " is not negative: " + duration);
        }
        return duration;
    }
}
