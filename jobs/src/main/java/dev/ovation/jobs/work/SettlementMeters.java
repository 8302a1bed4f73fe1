package dev.ovation.jobs.work;

import dev.ovation.core.screening.ScreenIntents;
import dev.ovation.core.settlement.SettleEpoch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How far settlement and approval are. */
final class SettlementMeters {

    private final AtomicLong epoch = new AtomicLong(-1);
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger refusedApprovals = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final Counter settled;
    private final Counter approved;
    private final Counter rejected;
    private final Counter held;
    private int told;

    SettlementMeters(MeterRegistry metrics) {
        Gauge.builder("ovation.settlement.epoch", epoch, AtomicLong::get)
                .description("The last epoch that a settlement of this server went through; -1 before the first")
                .register(metrics);
        Gauge.builder("ovation.settlement.refused.batches", refused, AtomicInteger::get)
                .description("Batches that the contract refused in the last settlement")
                .register(metrics);
        Gauge.builder("ovation.approval.refused.batches", refusedApprovals, AtomicInteger::get)
                .description("Batches whose approval or release the contract refused in the last run")
                .register(metrics);
        Gauge.builder("ovation.settlement.progress", running, AtomicInteger::get)
                .description("Intents that the present or last settlement has settled so far")
                .register(metrics);
        this.settled = Counter.builder("ovation.settlement.intents")
                .description("Intents settled")
                .register(metrics);
        this.approved = screened(metrics, "approved");
        this.rejected = screened(metrics, "rejected");
        this.held = screened(metrics, "held");
    }

    private static Counter screened(MeterRegistry metrics, String outcome) {
        return Counter.builder("ovation.approval.intents")
                .description("Intents that went through screening, by what became of them")
                .tag("outcome", outcome)
                .register(metrics);
    }

    synchronized void begun() {
        told = 0;
        running.set(0);
    }

    /**
     * @param soFar of the run that has begun
     */
    synchronized void progress(int soFar) {
        settled.increment(Math.max(0, soFar - told));
        told = soFar;
        running.set(soFar);
    }

    void settled(SettleEpoch.Summary summary) {
        epoch.set(summary.epoch());
        refused.set(summary.refused().size());
    }

    void screened(ScreenIntents.Summary summary) {
        approved.increment(summary.approved());
        rejected.increment(summary.rejected());
        held.increment(summary.held());
        refusedApprovals.set(summary.refused().size());
    }
}
