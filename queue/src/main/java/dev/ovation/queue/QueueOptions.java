package dev.ovation.queue;

/**
 * How a {@link Queue} adds jobs.
 *
 * @param prefix of all its keys in Redis; all programs of a queue use the same
 * @param jobDefaults what a job's own options don't say; no job id, which Node ignores here
 * @param maxEvents how many events the queue's stream keeps, roughly
 * @param tracing what carries traces into jobs
 */
public record QueueOptions(String prefix, JobOptions jobDefaults, int maxEvents, JobTracing tracing) {

    private static final QueueOptions DEFAULTS =
            new QueueOptions("bull", JobOptions.defaults(), 10_000, JobTracing.NONE);

    public QueueOptions {
        if (maxEvents < 1) {
            throw new IllegalArgumentException("a queue keeps at least one event");
        }
        if (jobDefaults.jobId() != null) {
            throw new IllegalArgumentException("a job id is one job's: as a default only the first job would be added");
        }
    }

    /** BullMQ's: prefix {@code bull}, 10,000 events. */
    public static QueueOptions defaults() {
        return DEFAULTS;
    }

    public QueueOptions withPrefix(String text) {
        return new QueueOptions(text, jobDefaults, maxEvents, tracing);
    }

    public QueueOptions withJobDefaults(JobOptions options) {
        return new QueueOptions(prefix, options, maxEvents, tracing);
    }

    public QueueOptions withMaxEvents(int count) {
        return new QueueOptions(prefix, jobDefaults, count, tracing);
    }

    public QueueOptions withTracing(JobTracing newTracing) {
        return new QueueOptions(prefix, jobDefaults, maxEvents, newTracing);
    }
}
