package dev.ovation.queue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second job with the same deduplication id from being added: the first one's id is given back instead.
 *
 * @param id not empty
 * @param ttl for how long the first one wards off others; null for until it is finished
 * @param extend whether each further job that is warded off starts the time anew
 * @param replace whether a delayed first one is replaced by the newer job
 * @param keepLastIfActive whether the newest job that comes while the first is running is added when that one ends
 */
public record Deduplication(
        String id, @Nullable Duration ttl, boolean extend, boolean replace, boolean keepLastIfActive) {

    public Deduplication {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a deduplication id is not empty");
        }
        if (ttl != null && ttl.toMillis() < 1) {
            throw new IllegalArgumentException("a deduplication lasts a millisecond or longer");
        }
    }

    /** Until the job is finished. BullMQ calls it the simple mode. */
    public static Deduplication untilFinished(String id) {
        return new Deduplication(id, null, false, false, false);
    }

    /** For this long, however soon the job is finished. BullMQ calls it the throttle mode. */
    public static Deduplication during(String id, Duration ttl) {
        return new Deduplication(id, ttl, false, false, false);
    }

    /** Of jobs that come in quick succession the last one, once it has been quiet for so long: the debounce mode. */
    public static Deduplication lastOf(String id, Duration quiet) {
        return new Deduplication(id, quiet, true, true, false);
    }

    /** One at a time, and after it the newest that came meanwhile. */
    public static Deduplication oneAndLast(String id) {
        return new Deduplication(id, null, false, false, true);
    }

    Map<String, Object> stored() {
        Map<String, Object> stored = new LinkedHashMap<>();
        stored.put("id", id);
        if (ttl != null) {
            stored.put("ttl", ttl.toMillis());
        }
        if (extend) {
            stored.put("extend", true);
        }
        if (replace) {
            stored.put("replace", true);
        }
        if (keepLastIfActive) {
            stored.put("keepLastIfActive", true);
        }
        return stored;
    }
}
