package dev.ovation.runtime.work;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The queues by name, and how many of a queue's jobs one job server runs at once. */
public enum JobQueue {
    /**
     * Settlement and approval. Both write batches' states on the chain, so they share the one queue that runs one job
     * at a time over all job servers.
     */
    SETTLEMENT(1),
    ACCRUAL(5),
    PAYMENT(3),
    WITHDRAWAL(3);

    private final int concurrency;

    JobQueue(int concurrency) {
        this.concurrency = concurrency;
    }

    public int concurrency() {
        return concurrency;
    }

    /** As Redis and the staff routes know it, such as {@code settlement}. */
    public String queueName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<JobQueue> named(String name) {
        return Arrays.stream(values())
                .filter(queue -> queue.queueName().equals(name))
                .findFirst();
    }
}
