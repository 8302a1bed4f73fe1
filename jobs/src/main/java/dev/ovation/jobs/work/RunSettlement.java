package dev.ovation.jobs.work;

import dev.ovation.core.screening.ScreenIntents;
import dev.ovation.core.settlement.SettleEpoch;
import dev.ovation.queue.Job;
import dev.ovation.queue.JobHandler;
import dev.ovation.queue.QueueException;
import dev.ovation.runtime.work.JobNames;
import dev.ovation.runtime.work.SettlementJob;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settlement queue's work: to settle, or to screen and approve. Never both at once, see the queue. */
final class RunSettlement implements JobHandler<SettlementJob> {

    private static final Logger log = LoggerFactory.getLogger(RunSettlement.class);

    private final SettleEpoch settleEpoch;
    private final ScreenIntents screenIntents;
    private final SettlementMeters meters;

    RunSettlement(SettleEpoch settleEpoch, ScreenIntents screenIntents, SettlementMeters meters) {
        this.settleEpoch = settleEpoch;
        this.screenIntents = screenIntents;
        this.meters = meters;
    }

    @Override
    public Object handle(Job<SettlementJob> job) {
        return switch (job.name()) {
            case JobNames.SETTLE -> settle(job);
            case JobNames.APPROVE -> approve();
            default -> throw new IllegalArgumentException("the settlement queue knows no job " + job.name());
        };
    }

    private Object settle(Job<SettlementJob> job) {
        meters.begun();
        SettleEpoch.Summary summary = settleEpoch.settle(settled -> {
            meters.progress(settled);
            tell(job, settled);
        });
        meters.settled(summary);
        log.info(
                "settlement done epoch={} intents={} transactions={} refused={}",
                summary.epoch(),
                summary.intents(),
                summary.transactions(),
                summary.refused().size());
        return Map.of(
                "epoch",
                summary.epoch(),
                "intents",
                summary.intents(),
                "transactions",
                summary.transactions(),
                "refused",
                summary.refused().stream().map(Object::toString).sorted().toList());
    }

    private Object approve() {
        ScreenIntents.Summary summary = screenIntents.screenAll();
        meters.screened(summary);
        log.info(
                "approval done screened={} approved={} rejected={} held={} refused={}",
                summary.screened(),
                summary.approved(),
                summary.rejected(),
                summary.held(),
                summary.refused().size());
        return Map.of(
                "screened",
                summary.screened(),
                "approved",
                summary.approved(),
                "rejected",
                summary.rejected(),
                "held",
                summary.held(),
                "refused",
                summary.refused().stream().map(Object::toString).sorted().toList());
    }

    /** Who watches is a courtesy: a Redis that is away for a moment does not stop a settlement. */
    private static void tell(Job<SettlementJob> job, int settled) {
        try {
            job.updateProgress(Map.of("settled", settled));
        } catch (QueueException e) {
            log.debug("progress could not be told", e);
        }
    }
}
