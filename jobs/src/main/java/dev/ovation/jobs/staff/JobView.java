package dev.ovation.jobs.staff;

import dev.ovation.queue.Job;
import dev.ovation.queue.JobState;
import dev.ovation.queue.PayloadException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A job as staff see it. What it has not is left out.
 *
 * @param data ids only: no payload of this house holds more
 * @param progress as JSON text
 */
record JobView(
        String queue,
        String id,
        String name,
        String state,
        int attempts,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<String> failedReason,
        Optional<String> progress,
        Optional<Object> data,
        Optional<Object> result) {

    static JobView of(Job<?> job, JobState state) {
        return new JobView(
                job.queue(),
                job.id(),
                job.name(),
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                job.attemptsMade(),
                job.timestamp(),
                Optional.ofNullable(job.processedOn()),
                Optional.ofNullable(job.finishedOn()),
                Optional.ofNullable(job.failedReason()),
                Optional.ofNullable(job.progress()),
                data(job),
                Optional.ofNullable(job.result(Object.class)));
    }

    private static Optional<Object> data(Job<?> job) {
        try {
            return Optional.of(job.data());
        } catch (PayloadException e) {
            // Made by somebody else: the job itself fails for it.
            return Optional.empty();
        }
    }
}
