package dev.ovation.queue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * Job schedulers: a template and a schedule in Redis, of which the next job always waits among the delayed ones. The
 * worker that takes that job makes the one after it.
 */
final class ScheduleJobs {

    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private final QueueConnection connection;
    private final QueueKeys keys;

    ScheduleJobs(QueueConnection connection, QueueKeys keys) {
        this.connection = connection;
        this.keys = keys;
    }

    /**
     * Makes or changes a scheduler and gives the id of its next job; empty if it has no further one.
     *
     * @param trace what carries a trace on to that job
     */
    Optional<String> upsert(
            String schedulerId,
            Repeat repeat,
            String name,
            byte @Nullable [] payload,
            JobOptions template,
            @Nullable String trace) {
        if (schedulerId.isEmpty()) {
            throw new IllegalArgumentException("a scheduler's id is not empty");
        }
        long now = connection.now();
        Instant end = repeat.end();
        if (end != null && end.toEpochMilli() < now) {
            throw new IllegalArgumentException("the schedule's end has passed: " + end);
        }
        Map<String, Object> schedule = repeat.stored();
        Long next = repeat.immediately() && repeat.pattern() != null ? Long.valueOf(now) : next(schedule, now);
        if (next == null && repeat.every() == null) {
            return Optional.empty();
        }
        Map<String, Object> scheduler = new LinkedHashMap<>(schedule);
        scheduler.put("name", name);
        Object answer = connection.run(Command.script(
                Script.ADD_JOB_SCHEDULER,
                true,
                keys.repeat,
                keys.delayed,
                keys.wait,
                keys.paused,
                keys.meta,
                keys.prioritized,
                keys.marker,
                keys.id,
                keys.events,
                keys.priorityCounter,
                keys.active,
                number(next),
                MessagePack.pack(scheduler),
                Text.of(schedulerId),
                payload == null ? EMPTY_OBJECT : payload,
                MessagePack.pack(template.stored()),
                MessagePack.pack(jobOptions(schedulerId, template.stored(), schedule, next, now, trace)),
                Text.of(now),
                keys.root,
                Text.EMPTY));
        ScriptErrors.check(answer, schedulerId, Script.ADD_JOB_SCHEDULER);
        return Optional.of(Text.string(Text.list(answer).getFirst()));
    }

    /** Makes the job after this one, which a worker has just taken. */
    void continueAfter(StoredJob job, String schedulerId, @Nullable String trace) {
        Map<String, Object> schedule = new LinkedHashMap<>();
        if (job.options.stored().get("repeat") instanceof Map<?, ?> repeat) {
            repeat.forEach((name, value) -> schedule.put((String) name, value));
        }
        long now = connection.now();
        long count = schedule.get("count") instanceof Number number ? number.longValue() : 0;
        if (schedule.get("limit") instanceof Number limit && count + 1 > limit.longValue()) {
            return;
        }
        if (schedule.get("endDate") instanceof Number end && now > end.longValue()) {
            return;
        }
        Long next = next(schedule, Math.max(now, job.options.number("prevMillis")));
        if (next == null && !(schedule.get("every") instanceof Number)) {
            return;
        }
        schedule.put("count", count + 1);
        connection.runUninterrupted(Command.script(
                Script.UPDATE_JOB_SCHEDULER,
                true,
                keys.repeat,
                keys.delayed,
                keys.wait,
                keys.paused,
                keys.meta,
                keys.prioritized,
                keys.marker,
                keys.id,
                keys.events,
                keys.priorityCounter,
                keys.key(job.id),
                keys.active,
                number(next),
                Text.of(schedulerId),
                job.data,
                MessagePack.pack(jobOptions(schedulerId, job.options.stored(), schedule, next, now, trace)),
                Text.of(now),
                keys.root,
                Text.of(job.id)));
    }

    boolean remove(String schedulerId) {
        Object answer = connection.run(Command.script(
                Script.REMOVE_JOB_SCHEDULER,
                true,
                keys.repeat,
                keys.delayed,
                keys.events,
                Text.of(schedulerId),
                keys.root));
        return Text.number(answer) == 0;
    }

    Optional<JobScheduler> get(String schedulerId) {
        List<Object> answer = Text.list(
                connection.run(Command.script(Script.GET_JOB_SCHEDULER, true, keys.repeat, Text.of(schedulerId))));
        Map<String, byte[]> hash = Text.hash(answer.isEmpty() ? null : answer.getFirst());
        return hash.isEmpty()
                ? Optional.empty()
                : Optional.of(JobScheduler.of(schedulerId, hash, Text.number(answer.get(1))));
    }

    List<JobScheduler> all() {
        List<Object> flat = Text.list(connection.run(
                Command.plain(Protocol.Command.ZRANGE, keys.repeat, Text.ZERO, Text.of(-1), Text.of("WITHSCORES"))));
        List<JobScheduler> schedulers = new ArrayList<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            String id = Text.string(flat.get(i));
            Map<String, byte[]> hash =
                    Text.hash(connection.run(Command.plain(Protocol.Command.HGETALL, keys.key("repeat:" + id))));
            if (!hash.isEmpty()) {
                schedulers.add(JobScheduler.of(id, hash, Text.number(flat.get(i + 1))));
            }
        }
        return schedulers;
    }

    /** Whether a key that could also be one of BullMQ 5's repeatable jobs is a scheduler's id. */
    boolean isScheduler(String id) {
        return Text.number(connection.runUninterrupted(
                        Command.plain(Protocol.Command.HEXISTS, keys.key("repeat:" + id), Text.of("ic"))))
                == 1;
    }

    /**
     * A pattern's next time after {@code base}; null where the schedule ends before it, and for intervals, which the
     * script reckons itself.
     */
    private static @Nullable Long next(Map<String, Object> schedule, long base) {
        if (!(schedule.get("pattern") instanceof String pattern)) {
            return null;
        }
        long start = schedule.get("startDate") instanceof Number number ? number.longValue() : 0;
        ZoneId zone = ScheduleZone.of(schedule.get("tz") instanceof String name ? name : null);
        long end = schedule.get("endDate") instanceof Number number ? number.longValue() : Long.MAX_VALUE;
        return CronPattern.of(pattern)
                .after(Instant.ofEpochMilli(Math.max(base, start)), zone)
                .map(Instant::toEpochMilli)
                .filter(next -> next <= end)
                .orElse(null);
    }

    private static Map<String, Object> jobOptions(
            String schedulerId,
            Map<String, Object> options,
            Map<String, Object> schedule,
            @Nullable Long next,
            long now,
            @Nullable String trace) {
        Map<String, Object> job = new LinkedHashMap<>(options);
        if (trace != null && !job.containsKey("omc")) {
            job.putIfAbsent("tm", trace);
        }
        Map<String, Object> repeat = new LinkedHashMap<>(schedule);
        repeat.putIfAbsent("count", 1L);
        job.put("repeat", repeat);
        job.put("jobId", "repeat:" + schedulerId + ":" + (next == null ? "" : next));
        job.put("delay", next == null ? 0L : Math.max(0, next - now));
        job.put("timestamp", now);
        if (next != null) {
            job.put("prevMillis", next);
        }
        job.put("repeatJobKey", schedulerId);
        return job;
    }

    private static byte[] number(@Nullable Long millis) {
        return millis == null ? Text.EMPTY : Text.of(millis);
    }
}
