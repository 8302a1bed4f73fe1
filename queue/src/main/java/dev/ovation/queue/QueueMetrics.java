package dev.ovation.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters for queues and workers: {@code bullmq.queue.jobs} by state and {@code bullmq.job.duration} of each
 * attempt by its end, which Node's BullMQ has under these names too, and {@code bullmq.jobs.stalled}, which it has not.
 * Its counters of jobs by their end are not there: the count of {@code bullmq.job.duration} says the same.
 */
public final class QueueMetrics implements WorkerListener {

    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

    private final MeterRegistry registry;
    private final String queue;

    private QueueMetrics(MeterRegistry registry, String queue) {
        this.registry = registry;
        this.queue = queue;
    }

    /** A listener that counts and times what a worker does. */
    public static WorkerListener of(MeterRegistry registry, String queue) {
        return new QueueMetrics(registry, queue);
    }

    /**
     * Shows how many jobs a queue has in each state. Redis is asked when a gauge is read, at most once a second; while
     * it is away the gauges are NaN.
     */
    public static void watch(MeterRegistry registry, Queue<?> queue) {
        Counts counts = new Counts(registry, queue);
        gauge(registry, counts, "waiting", JobCounts::waiting);
        gauge(registry, counts, "prioritized", JobCounts::prioritized);
        gauge(registry, counts, "delayed", JobCounts::delayed);
        gauge(registry, counts, "active", JobCounts::active);
        gauge(registry, counts, "completed", JobCounts::completed);
        gauge(registry, counts, "failed", JobCounts::failed);
    }

    @Override
    public void onCompleted(Job<?> job, @Nullable Object result) {
        record(job, "completed");
    }

    @Override
    public void onFailed(Job<?> job, Throwable failure, boolean retried) {
        record(job, retried ? "retried" : "failed");
    }

    @Override
    public void onStalled(java.util.List<String> jobIds) {
        registry.counter("bullmq.jobs.stalled", "queue", queue).increment(jobIds.size());
    }

    private void record(Job<?> job, String state) {
        Instant from = job.processedOn();
        long now = registry.config().clock().wallTime();
        long millis = from == null ? 0 : Math.max(0, now - from.toEpochMilli());
        Timer.builder("bullmq.job.duration")
                .description("Attempts at jobs, by how they ended")
                .tag("queue", queue)
                .tag("job", job.name())
                .tag("state", state)
                .register(registry)
                .record(Duration.ofMillis(millis));
    }

    private static void gauge(MeterRegistry registry, Counts counts, String state, ToLongFunction<JobCounts> of) {
        Gauge.builder("bullmq.queue.jobs", counts, source -> source.read(of))
                .description("Jobs in the queue by state")
                .tag("queue", counts.queue.name())
                .tag("state", state)
                .strongReference(true)
                .register(registry);
    }

    /** One answer of Redis for all gauges that are read together. */
    private static final class Counts {

        private final MeterRegistry registry;
        private final Queue<?> queue;
        private @Nullable JobCounts last;
        private long readAt = Long.MIN_VALUE;

        Counts(MeterRegistry registry, Queue<?> queue) {
            this.registry = registry;
            this.queue = queue;
        }

        synchronized double read(ToLongFunction<JobCounts> of) {
            long now = registry.config().clock().monotonicTime();
            if (readAt == Long.MIN_VALUE || now - readAt > SHORTEST_REFRESH.toNanos()) {
                try {
                    last = queue.counts();
                } catch (QueueException e) {
                    last = null;
                }
                readAt = now;
            }
            return last == null ? Double.NaN : of.applyAsLong(last);
        }
    }
}
