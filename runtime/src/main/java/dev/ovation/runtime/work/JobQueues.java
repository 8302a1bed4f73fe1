package dev.ovation.runtime.work;

import dev.ovation.queue.Backoff;
import dev.ovation.queue.JobOptions;
import dev.ovation.queue.KeepJobs;
import dev.ovation.queue.PayloadCodec;
import dev.ovation.queue.Queue;
import dev.ovation.queue.QueueConnection;
import dev.ovation.queue.QueueOptions;
import java.time.Duration;

/**
 * The four queues on one connection. Opening them asks Redis for nothing. Safe to share between threads; the
 * connection stays its owner's.
 */
public final class JobQueues {

    /** Three attempts, the second after 2 s, the third after 4 s more; failed jobs stay for a person to look at. */
    private static final JobOptions ORDINARY = JobOptions.defaults()
            .attempts(3)
            .backoff(Backoff.exponential(Duration.ofSeconds(2)))
            .removeOnComplete(KeepJobs.within(Duration.ofDays(7), 1_000))
            .removeOnFail(KeepJobs.within(Duration.ofDays(90), 10_000));

    private final String prefix;
    private final Queue<SettlementJob> settlement;
    private final Queue<AccrualJob> accrual;
    private final Queue<PaymentJob> payment;
    private final Queue<WithdrawalJob> withdrawal;

    /** With BullMQ's own prefix. */
    public JobQueues(QueueConnection connection) {
        this(connection, QueueOptions.defaults().prefix());
    }

    /**
     * @param prefix of all keys in Redis; the same for all servers of a house
     */
    public JobQueues(QueueConnection connection, String prefix) {
        this(connection, prefix, ORDINARY);
    }

    JobQueues(QueueConnection connection, String prefix, JobOptions jobs) {
        QueueOptions options = QueueOptions.defaults().withPrefix(prefix).withJobDefaults(jobs);
        this.prefix = prefix;
        this.settlement = queue(connection, JobQueue.SETTLEMENT, SettlementJob.class, options);
        this.accrual = queue(connection, JobQueue.ACCRUAL, AccrualJob.class, options);
        this.payment = queue(connection, JobQueue.PAYMENT, PaymentJob.class, options);
        this.withdrawal = queue(connection, JobQueue.WITHDRAWAL, WithdrawalJob.class, options);
    }

    private static <T> Queue<T> queue(QueueConnection connection, JobQueue queue, Class<T> type, QueueOptions options) {
        return new Queue<>(connection, queue.queueName(), PayloadCodec.json(type), options);
    }

    /** The same with this back-off between a job's attempts. */
    public static JobQueues withBackoff(QueueConnection connection, String prefix, Duration first) {
        return new JobQueues(connection, prefix, ORDINARY.backoff(Backoff.exponential(first)));
    }

    public String prefix() {
        return prefix;
    }

    public Queue<SettlementJob> settlement() {
        return settlement;
    }

    public Queue<AccrualJob> accrual() {
        return accrual;
    }

    public Queue<PaymentJob> payment() {
        return payment;
    }

    public Queue<WithdrawalJob> withdrawal() {
        return withdrawal;
    }

    /** Whichever, for those who look at all alike. */
    public Queue<?> of(JobQueue queue) {
        return switch (queue) {
            case SETTLEMENT -> settlement;
            case ACCRUAL -> accrual;
            case PAYMENT -> payment;
            case WITHDRAWAL -> withdrawal;
        };
    }
}
