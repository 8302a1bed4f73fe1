package dev.ovation.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many finished jobs stay in Redis to be looked at. What is not kept is removed when a later job finishes.
 *
 * @param count the newest so many; -1 for all, 0 for none
 * @param age null for any age; counted in whole seconds
 */
public record KeepJobs(int count, @Nullable Duration age) {

    /** For ever: only with few jobs, or another program that cleans up. */
    public static final KeepJobs ALL = new KeepJobs(-1, null);

    /** Removed as soon as they finish. */
    public static final KeepJobs NONE = new KeepJobs(0, null);

    public KeepJobs {
        if (count < -1) {
            throw new IllegalArgumentException("jobs to keep are -1 for all, or 0 and more, not " + count);
        }
        if (age != null && age.toSeconds() < 1) {
            throw new IllegalArgumentException("finished jobs are kept for a second or longer");
        }
    }

    /** The newest so many. */
    public static KeepJobs last(int count) {
        return new KeepJobs(count, null);
    }

    /** Those that finished within this time. */
    public static KeepJobs within(Duration age) {
        return new KeepJobs(-1, age);
    }

    /** Those that finished within this time, but no more than so many. */
    public static KeepJobs within(Duration age, int count) {
        return new KeepJobs(count, age);
    }

    /** BullMQ's own form: {count, age}, of which an absent count keeps all of that age. */
    Map<String, Object> stored() {
        Map<String, Object> stored = new LinkedHashMap<>();
        if (age == null || count >= 0) {
            stored.put("count", count);
        }
        if (age != null) {
            stored.put("age", age.toSeconds());
        }
        return stored;
    }

    /** As the scripts take it, with nothing of what a Node program stored lost; null where nothing was said. */
    static @Nullable Map<?, ?> forScripts(@Nullable Object stored) {
        if (stored instanceof Map<?, ?> map) {
            return map;
        }
        if (stored instanceof Number count) {
            return Map.of("count", count);
        }
        KeepJobs keep = of(stored);
        return keep == null ? null : keep.stored();
    }

    /** What a Node program or we stored: true, false, a number or {count, age}; null where nothing was said. */
    static @Nullable KeepJobs of(@Nullable Object stored) {
        if (stored instanceof Boolean remove) {
            return remove ? NONE : ALL;
        }
        if (stored instanceof Number number) {
            return new KeepJobs(Math.max(number.intValue(), -1), null);
        }
        if (!(stored instanceof Map<?, ?> map)) {
            return null;
        }
        int count = map.get("count") instanceof Number number ? number.intValue() : -1;
        long seconds = map.get("age") instanceof Number number ? number.longValue() : 0;
        return new KeepJobs(Math.max(count, -1), seconds > 0 ? Duration.ofSeconds(seconds) : null);
    }
}
