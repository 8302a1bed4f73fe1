package dev.ovation.jobs.ops;

import dev.ovation.queue.JobCounts;
import dev.ovation.queue.QueueException;
import dev.ovation.runtime.work.JobQueue;
import dev.ovation.runtime.work.JobQueues;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** How many jobs are in which state of which queue, as of the last time that somebody looked. */
public final class QueueDepths {

    private final JobQueues queues;
    private final Map<JobQueue, JobCounts> counts = new ConcurrentHashMap<>();

    public QueueDepths(JobQueues queues, MeterRegistry metrics) {
        this.queues = queues;
        for (JobQueue queue : JobQueue.values()) {
            gauge(metrics, queue, "waiting", c -> c.waiting() + c.prioritized());
            gauge(metrics, queue, "delayed", JobCounts::delayed);
            gauge(metrics, queue, "active", JobCounts::active);
            gauge(metrics, queue, "completed", JobCounts::completed);
            gauge(metrics, queue, "failed", JobCounts::failed);
        }
    }

    private void gauge(MeterRegistry metrics, JobQueue queue, String state, ToDoubleFunction<JobCounts> count) {
        Gauge.builder("ovation.queue.jobs", counts, all -> {
                    JobCounts now = all.get(queue);
                    return now == null ? Double.NaN : count.applyAsDouble(now);
                })
                .description("Jobs in the queue by state; NaN while Redis does not answer")
                .tag("queue", queue.queueName())
                .tag("state", state)
                .register(metrics);
    }

    /** Looks now. */
    void refresh() {
        for (JobQueue queue : JobQueue.values()) {
            try {
                counts.put(queue, queues.of(queue).counts());
            } catch (QueueException e) {
                counts.clear();
                return;
            }
        }
    }
}
