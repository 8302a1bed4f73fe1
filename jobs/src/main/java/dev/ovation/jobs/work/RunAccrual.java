package dev.ovation.jobs.work;

import dev.ovation.core.accrual.AccrueInterest;
import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.value.Address;
import dev.ovation.queue.Job;
import dev.ovation.queue.JobHandler;
import dev.ovation.runtime.work.AccrualJob;
import dev.ovation.runtime.work.JobNames;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accrual queue's work: to read all balances anew, to write named accounts' interest down on the chain, or to compare
 * the books.
 */
final class RunAccrual implements JobHandler<AccrualJob> {

    private static final Logger log = LoggerFactory.getLogger(RunAccrual.class);

    private final AccrueInterest accrueInterest;
    private final ReconcileBooks reconcileBooks;

    RunAccrual(AccrueInterest accrueInterest, ReconcileBooks reconcileBooks) {
        this.accrueInterest = accrueInterest;
        this.reconcileBooks = reconcileBooks;
    }

    @Override
    public Object handle(Job<AccrualJob> job) {
        return switch (job.name()) {
            case JobNames.REFRESH -> refresh();
            case JobNames.MATERIALISE -> materialise(job.data().addresses());
            case JobNames.RECONCILE -> reconcile();
            default -> throw new IllegalArgumentException("the accrual queue knows no job " + job.name());
        };
    }

    private Object refresh() {
        int refreshed = accrueInterest.refreshAll();
        log.info("accrual done accounts={}", refreshed);
        return Map.of("accounts", refreshed);
    }

    /**
     * A difference that is there at every attempt, seconds apart, is none of money on its way: the job stays behind as
     * failed, for a person to look at.
     */
    private Object reconcile() {
        Reconcile.Report report = reconcileBooks
                .reconcile()
                .orElseThrow(() -> new IllegalStateException("another reconciliation is running"));
        if (!report.differences().isEmpty()) {
            throw new IllegalStateException("the books differ by " + report.totalWei() + " wei, the first: "
                    + report.differences().getFirst());
        }
        return Map.of("accounts", report.accounts());
    }

    private Object materialise(List<String> addresses) {
        accrueInterest.materialise(addresses.stream().map(Address::of).toList());
        log.info("interest materialised accounts={}", addresses.size());
        return Map.of("accounts", addresses.size());
    }
}
