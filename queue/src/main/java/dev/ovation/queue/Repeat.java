package dev.ovation.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a job scheduler makes its jobs: by a cron pattern or at a fixed interval. However many programs run the same
 * scheduler, each time makes one job.
 *
 * @param pattern null for an interval
 * @param zone in which the pattern is read; null for an interval
 * @param every null for a pattern
 * @param start no job before it; null for at once
 * @param end no job of a pattern after it, and none of an interval that would be made after it; null for never
 * @param limit how many jobs at most; null for any number
 * @param offset from the interval's natural beat (multiples of it since 1970); null for none
 * @param immediately whether a pattern's first job is made at once
 */
public record Repeat(
        @Nullable String pattern,
        @Nullable ZoneId zone,
        @Nullable Duration every,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Integer limit,
        @Nullable Duration offset,
        boolean immediately) {

    public Repeat {
        if ((pattern == null) == (every == null)) {
            throw new IllegalArgumentException("a schedule has either a pattern or an interval");
        }
        if (pattern != null) {
            CronPattern.of(pattern);
        }
        if (every != null && every.toMillis() < 1) {
            throw new IllegalArgumentException("an interval is a millisecond or longer");
        }
        if (immediately && start != null) {
            throw new IllegalArgumentException("a schedule can't start immediately and later");
        }
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("a schedule makes at least one job");
        }
    }

    /**
     * A cron pattern in UTC.
     *
     * @param pattern minute, hour, day of month, month, day of week; or six fields with the second in front. Node's
     *     hashed values ({@code H}) are not read: a scheduler that has them is left to Node's workers
     * @throws IllegalArgumentException if it is not a cron pattern, or one that Node would refuse
     */
    public static Repeat cron(String pattern) {
        return cron(pattern, ZoneOffset.UTC);
    }

    public static Repeat cron(String pattern, ZoneId zone) {
        return new Repeat(pattern, zone, null, null, null, null, null, false);
    }

    /** The first job at once, then one after each interval. */
    public static Repeat every(Duration interval) {
        return new Repeat(null, null, interval, null, null, null, null, false);
    }

    public Repeat startingAt(Instant first) {
        return new Repeat(pattern, zone, every, first, end, limit, offset, immediately);
    }

    public Repeat until(Instant last) {
        return new Repeat(pattern, zone, every, start, last, limit, offset, immediately);
    }

    public Repeat times(int jobs) {
        return new Repeat(pattern, zone, every, start, end, jobs, offset, immediately);
    }

    public Repeat offset(Duration shift) {
        return new Repeat(pattern, zone, every, start, end, limit, shift, immediately);
    }

    public Repeat startingNow() {
        return new Repeat(pattern, zone, every, start, end, limit, offset, true);
    }

    /** As BullMQ keeps it in the options of the scheduler's jobs. */
    Map<String, Object> stored() {
        Map<String, Object> stored = new LinkedHashMap<>();
        if (pattern != null) {
            stored.put("pattern", pattern);
        }
        if (zone != null) {
            stored.put("tz", ScheduleZone.name(zone));
        }
        if (every != null) {
            stored.put("every", every.toMillis());
        }
        if (start != null) {
            stored.put("startDate", start.toEpochMilli());
        }
        if (end != null) {
            stored.put("endDate", end.toEpochMilli());
        }
        if (limit != null) {
            stored.put("limit", limit);
        }
        if (offset != null && every != null) {
            stored.put("offset", offset.toMillis());
        }
        return stored;
    }
}
