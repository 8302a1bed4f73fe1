package dev.ovation.runtime.work;

import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.work.WorkQueue;
import dev.ovation.queue.JobNotFoundException;
import dev.ovation.queue.JobOptions;
import dev.ovation.queue.JobState;
import dev.ovation.queue.JobStateException;
import dev.ovation.queue.Queue;
import dev.ovation.queue.QueueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Asks for work by a job that is named after what it is about, so that asking twice is asking once while the job waits
 * or runs.
 *
 * <p>BullMQ ignores a job whose id is there already, finished jobs that are kept included. A job that completed is
 * therefore made anew, and one that failed for good gets another run with its history kept: an asking always leads to a
 * run. While Redis is away an asking is lost; the sweeper repeats it.
 */
public final class QueueWork implements WorkQueue {

    /** Where the logs' context holds the id of the request. */
    public static final String REQUEST_ID = "requestId";

    private static final Logger log = LoggerFactory.getLogger(QueueWork.class);

    private final JobQueues queues;

    public QueueWork(JobQueues queues) {
        this.queues = queues;
    }

    @Override
    public void payment(PaymentId payment) {
        ask(queues.payment(), jobId(payment), JobNames.MINT, new PaymentJob(payment.toString(), requestId()));
    }

    @Override
    public void withdrawal(WithdrawalId withdrawal) {
        ask(
                queues.withdrawal(),
                jobId(withdrawal),
                JobNames.WITHDRAW,
                new WithdrawalJob(withdrawal.toString(), requestId()));
    }

    public static String jobId(PaymentId payment) {
        return "payment-" + payment;
    }

    public static String jobId(WithdrawalId withdrawal) {
        return "withdrawal-" + withdrawal;
    }

    private static <T> void ask(Queue<T> queue, String jobId, String name, T data) {
        try {
            switch (queue.state(jobId)) {
                case FAILED -> runAgain(queue, jobId, name, data);
                case COMPLETED -> {
                    queue.remove(jobId);
                    add(queue, jobId, name, data);
                }
                default -> add(queue, jobId, name, data);
            }
        } catch (QueueException e) {
            log.warn("asking for work was lost, the sweeper repeats it job={} reason={}", jobId, e.getMessage());
        }
    }

    private static <T> void runAgain(Queue<T> queue, String jobId, String name, T data) {
        try {
            queue.retry(jobId, JobState.FAILED);
        } catch (JobNotFoundException | JobStateException e) {
            // Somebody else was faster: it runs again already, or is gone.
            add(queue, jobId, name, data);
        }
    }

    private static <T> void add(Queue<T> queue, String jobId, String name, T data) {
        queue.add(name, data, JobOptions.defaults().jobId(jobId));
    }

    private static String requestId() {
        String id = MDC.get(REQUEST_ID);
        return id == null ? "" : id;
    }
}
