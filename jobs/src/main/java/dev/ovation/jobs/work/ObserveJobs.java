package dev.ovation.jobs.work;

import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.queue.Job;
import dev.ovation.queue.JobHandler;
import dev.ovation.queue.PayloadException;
import dev.ovation.queue.UnrecoverableException;
import dev.ovation.runtime.work.JobQueue;
import dev.ovation.runtime.work.QueueWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What surrounds every job: its logs carry the id of the request that asked for it, it is timed, and a failure that no
 * further attempt can mend fails it at once.
 */
final class ObserveJobs {

    private static final Logger log = LoggerFactory.getLogger(ObserveJobs.class);
    private static final String JOB = "job";

    private final MeterRegistry metrics;

    ObserveJobs(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * @param requestId of a payload; empty where no request asked
     */
    <T> JobHandler<T> around(JobQueue queue, Function<T, String> requestId, JobHandler<T> work) {
        return job -> {
            long started = System.nanoTime();
            String outcome = "failed";
            try {
                String request = requestId.apply(job.data());
                MDC.put(QueueWork.REQUEST_ID, request.isEmpty() ? job.id() : request);
                MDC.put(JOB, queue.queueName() + "/" + job.id());
                Object result = work.handle(job);
                outcome = "completed";
                return result;
            } catch (PayloadException | IllegalArgumentException e) {
                throw unmendable(job, e);
            } catch (RevertedOnChain e) {
                // The contract's answer stays the same for now; the sweeper asks again later, a person may retry it.
                throw unmendable(job, e);
            } catch (Exception e) {
                log.warn(
                        "job failed job={}/{} name={} attempt={} reason={}",
                        queue.queueName(),
                        job.id(),
                        job.name(),
                        job.attemptsMade() + 1,
                        e.toString());
                throw e;
            } finally {
                timer(queue, outcome).record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
                MDC.remove(JOB);
                MDC.remove(QueueWork.REQUEST_ID);
            }
        };
    }

    private Timer timer(JobQueue queue, String outcome) {
        return Timer.builder("ovation.jobs")
                .description("Attempts of jobs by queue and outcome")
                .tag("queue", queue.queueName())
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static UnrecoverableException unmendable(Job<?> job, Exception e) {
        log.error("job failed for good job={}/{} name={} reason={}", job.queue(), job.id(), job.name(), e.toString());
        return new UnrecoverableException(messageOf(e), e);
    }

    private static String messageOf(Exception e) {
        @Nullable String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
