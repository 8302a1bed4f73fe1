package dev.ovation.queue;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job scheduler as Redis holds it.
 *
 * @param name of the jobs that it makes
 * @param next when the next job is due
 * @param iterations how many jobs it has made
 * @param pattern null for an interval
 * @param zone as it was given; null where it wasn't
 * @param everyMillis null for a pattern
 * @param limit null for none
 * @param data the payload's JSON; null for none
 */
public record JobScheduler(
        String id,
        String name,
        Instant next,
        long iterations,
        @Nullable String pattern,
        @Nullable String zone,
        @Nullable Long everyMillis,
        @Nullable Long limit,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable String data) {

    static JobScheduler of(String id, Map<String, byte[]> hash, long next) {
        return new JobScheduler(
                id,
                text(hash, "name", id),
                Instant.ofEpochMilli(next),
                Text.numberOr(hash.get("ic"), 0),
                Text.orNull(hash.get("pattern")),
                Text.orNull(hash.get("tz")),
                number(hash, "every"),
                number(hash, "limit"),
                instant(hash, "startDate"),
                instant(hash, "endDate"),
                Text.orNull(hash.get("data")));
    }

    private static String text(Map<String, byte[]> hash, String field, String otherwise) {
        byte[] value = hash.get(field);
        return value == null ? otherwise : Text.string(value);
    }

    private static @Nullable Long number(Map<String, byte[]> hash, String field) {
        byte[] value = hash.get(field);
        return value == null ? null : Text.number(value);
    }

    private static @Nullable Instant instant(Map<String, byte[]> hash, String field) {
        Long millis = number(hash, field);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
