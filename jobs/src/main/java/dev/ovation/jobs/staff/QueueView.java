package dev.ovation.jobs.staff;

import dev.ovation.queue.JobCounts;
import dev.ovation.queue.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A queue as staff see it. */
record QueueView(
        String name,
        boolean paused,
        long waiting,
        long delayed,
        long active,
        long completed,
        long failed,
        List<ScheduleView> schedules) {

    /**
     * @param cron in UTC
     */
    record ScheduleView(String id, Optional<String> cron, Instant next, long firings) {}

    static QueueView of(Queue<?> queue) {
        JobCounts counts = queue.counts();
        return new QueueView(
                queue.name(),
                queue.isPaused(),
                counts.waiting() + counts.prioritized(),
                counts.delayed(),
                counts.active(),
                counts.completed(),
                counts.failed(),
                queue.schedulers().stream()
                        .map(s -> new ScheduleView(s.id(), Optional.ofNullable(s.pattern()), s.next(), s.iterations()))
                        .toList());
    }
}
