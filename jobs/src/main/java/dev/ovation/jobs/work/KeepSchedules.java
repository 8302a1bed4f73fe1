package dev.ovation.jobs.work;

import dev.ovation.queue.JobOptions;
import dev.ovation.queue.JobScheduler;
import dev.ovation.queue.Queue;
import dev.ovation.queue.Repeat;
import dev.ovation.runtime.work.AccrualJob;
import dev.ovation.runtime.work.JobNames;
import dev.ovation.runtime.work.JobQueues;
import dev.ovation.runtime.work.SettlementJob;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the schedules in Redis as the settings want them. They are BullMQ job schedulers, so that each time makes one
 * job however many job servers run. What is there already stays untouched, because writing it anew would lose a time
 * that has come but was not served yet; what a Redis lost is written again.
 */
public final class KeepSchedules {

    private static final Logger log = LoggerFactory.getLogger(KeepSchedules.class);

    private record Wanted<T>(Queue<T> queue, String id, String pattern, String jobName, T data) {}

    private final JobQueues queues;
    private final List<Wanted<?>> wanted;
    private final AtomicBoolean checked = new AtomicBoolean();

    public KeepSchedules(JobQueues queues, JobSchedules schedules) {
        this.queues = queues;
        SettlementJob settlementJob = new SettlementJob("");
        AccrualJob ofAll = new AccrualJob(List.of(), "");
        this.wanted = List.of(
                new Wanted<>(queues.settlement(), "settlement", schedules.settlement(), JobNames.SETTLE, settlementJob),
                // On the settlement queue, which runs one job at a time: approving and settling touch the same batches.
                new Wanted<>(queues.settlement(), "approval", schedules.approval(), JobNames.APPROVE, settlementJob),
                new Wanted<>(queues.accrual(), "accrual", schedules.accrual(), JobNames.REFRESH, ofAll),
                new Wanted<>(
                        queues.accrual(), "reconciliation", schedules.reconciliation(), JobNames.RECONCILE, ofAll));
    }

    /**
     * Answers how many schedules had to be written.
     *
     * @throws dev.ovation.queue.QueueException while Redis can't be asked
     */
    public int keep() {
        int written = 0;
        for (Wanted<?> one : wanted) {
            written += keep(one) ? 1 : 0;
        }
        if (queues.settlement().globalConcurrency().isEmpty()) {
            queues.settlement().setGlobalConcurrency(1);
        }
        checked.set(true);
        return written;
    }

    private <T> boolean keep(Wanted<T> one) {
        Optional<JobScheduler> present = one.queue().getScheduler(one.id());
        if (present.isPresent() && isAsWanted(present.get(), one)) {
            return false;
        }
        one.queue()
                .upsertScheduler(
                        one.id(), Repeat.cron(one.pattern()), one.jobName(), one.data(), JobOptions.defaults());
        log.info("schedule written schedule={} cron=\"{}\"", one.id(), one.pattern());
        return true;
    }

    /** Only the first look changes a pattern: servers of two versions, side by side, shall not quarrel over it. */
    private boolean isAsWanted(JobScheduler present, Wanted<?> one) {
        return checked.get() || one.pattern().equals(present.pattern());
    }
}
