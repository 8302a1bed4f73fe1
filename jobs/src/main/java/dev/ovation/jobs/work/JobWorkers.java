package dev.ovation.jobs.work;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.jobs.JobUseCases;
import dev.ovation.queue.JobHandler;
import dev.ovation.queue.QueueConnection;
import dev.ovation.queue.Worker;
import dev.ovation.queue.WorkerListener;
import dev.ovation.queue.WorkerOptions;
import dev.ovation.runtime.work.AccrualJob;
import dev.ovation.runtime.work.JobQueue;
import dev.ovation.runtime.work.JobQueues;
import dev.ovation.runtime.work.PaymentJob;
import dev.ovation.runtime.work.SettlementJob;
import dev.ovation.runtime.work.WithdrawalJob;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of the four queues. They start without Redis and survive its absence. Safe to share between threads. */
public final class JobWorkers {

    private static final Logger log = LoggerFactory.getLogger(JobWorkers.class);

    /** So many servers may die with a job before it counts as what kills them; its effects happen once all the same. */
    private static final int MOST_DEATHS = 10;

    private final QueueConnection connection;
    private final JobQueues queues;
    private final Duration lock;
    private final MeterRegistry metrics;
    private final List<Worker<?>> workers = new ArrayList<>();

    /**
     * Nothing runs before {@link #start}.
     *
     * @param lock how long a job whose worker died stays taken
     */
    public JobWorkers(
            QueueConnection connection,
            JobQueues queues,
            JobUseCases useCases,
            ReconcileBooks reconcileBooks,
            Duration lock,
            MeterRegistry metrics) {
        this.connection = connection;
        this.queues = queues;
        this.lock = lock;
        this.metrics = metrics;
        ObserveJobs observe = new ObserveJobs(metrics);
        RunSettlement settlement =
                new RunSettlement(useCases.settleEpoch(), useCases.screenIntents(), new SettlementMeters(metrics));
        add(
                JobQueue.SETTLEMENT,
                SettlementJob.class,
                observe.around(JobQueue.SETTLEMENT, SettlementJob::requestId, settlement));
        add(
                JobQueue.ACCRUAL,
                AccrualJob.class,
                observe.around(
                        JobQueue.ACCRUAL,
                        AccrualJob::requestId,
                        new RunAccrual(useCases.accrueInterest(), reconcileBooks)));
        add(JobQueue.PAYMENT, PaymentJob.class, observe.around(JobQueue.PAYMENT, PaymentJob::requestId, job -> {
            useCases.mintForPayment().drive(PaymentId.of(job.data().paymentId()));
            return null;
        }));
        add(
                JobQueue.WITHDRAWAL,
                WithdrawalJob.class,
                observe.around(JobQueue.WITHDRAWAL, WithdrawalJob::requestId, job -> {
                    useCases.processWithdrawal()
                            .drive(WithdrawalId.of(job.data().withdrawalId()));
                    return null;
                }));
    }

    private <T> void add(JobQueue queue, Class<T> payload, JobHandler<T> handler) {
        WorkerOptions options = WorkerOptions.builder()
                .prefix(queues.prefix())
                .concurrency(queue.concurrency())
                .lockDuration(lock)
                .stalledInterval(lock)
                .maxStalledCount(MOST_DEATHS)
                .build();
        Worker<T> worker = new Worker<>(connection, queue.queueName(), payload, handler, options);
        workers.add(worker.listen(new Watch(queue)));
        Gauge.builder("ovation.jobs.active", worker, Worker::activeJobs)
                .description("Jobs that this server is running")
                .tag("queue", queue.queueName())
                .register(metrics);
    }

    public void start() {
        workers.forEach(Worker::start);
    }

    public boolean areRunning() {
        return workers.stream().allMatch(Worker::isRunning);
    }

    /** Takes no further jobs and waits for those that run; after {@code grace} they are given back to their queues. */
    public void close(Duration grace) {
        List<Thread> closing = workers.stream()
                .map(worker -> Thread.ofVirtual().name("close-worker").start(() -> worker.close(grace)))
                .toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private final class Watch implements WorkerListener {

        private final JobQueue queue;
        private final Counter stalled;

        Watch(JobQueue queue) {
            this.queue = queue;
            this.stalled = Counter.builder("ovation.jobs.stalled")
                    .description("Jobs taken over from workers that died")
                    .tag("queue", queue.queueName())
                    .register(metrics);
        }

        @Override
        public void onStalled(List<String> jobIds) {
            stalled.increment(jobIds.size());
            log.warn("jobs of a dead worker were given back queue={} jobs={}", queue.queueName(), jobIds);
        }

        @Override
        public void onLockLost(List<String> jobIds) {
            log.warn("locks could not be renewed queue={} jobs={}", queue.queueName(), jobIds);
        }

        @Override
        public void onError(Throwable failure) {
            log.warn("worker in trouble queue={} reason={}", queue.queueName(), failure.toString());
        }
    }
}
