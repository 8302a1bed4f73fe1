package dev.ovation.jobs.work;

import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.work.Leases;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares documents, cache and chain, and tells log and metrics what it found. Safe to share between threads. */
public final class ReconcileBooks {

    private static final Logger log = LoggerFactory.getLogger(ReconcileBooks.class);

    private final Reconcile reconcile;
    private final Leases leases;
    private final Duration lease;
    private volatile Optional<BigInteger> lastWei = Optional.empty();

    /**
     * @param lease for how long a server that dies while it compares keeps the others from it
     */
    public ReconcileBooks(Reconcile reconcile, Leases leases, Duration lease, MeterRegistry metrics) {
        this.reconcile = reconcile;
        this.leases = leases;
        this.lease = lease;
        Gauge.builder("ovation.reconciliation.difference.wei", this, ReconcileBooks::lastWei)
                .description("Sum of all differences that the last reconciliation of this server found; NaN before it")
                .register(metrics);
    }

    /** Empty while another one runs, here or elsewhere. */
    public Optional<Reconcile.Report> reconcile() {
        Optional<Leases.Lease> mine = leases.tryAcquire("reconciliation", lease);
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        try (Leases.Lease _ = mine.get()) {
            Reconcile.Report report = reconcile.reconcile();
            lastWei = Optional.of(report.totalWei());
            tell(report);
            return Optional.of(report);
        }
    }

    /** A gauge's number; the report holds the exact one. */
    private double lastWei() {
        return lastWei.map(BigInteger::doubleValue).orElse(Double.NaN);
    }

    private static void tell(Reconcile.Report report) {
        if (report.differences().isEmpty()) {
            log.info("reconciliation done accounts={} difference=0", report.accounts());
        } else {
            log.error(
                    "reconciliation found differences accounts={} inFlight={} wei={} differences={}",
                    report.accounts(),
                    report.inFlight(),
                    report.totalWei(),
                    report.differences().size());
        }
    }
}
