package dev.ovation.jobs.staff;

import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.work.Leases;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/admin/reconciliation}: compares documents, cache and chain now, and answers the report. */
public final class RunReconciliation implements Endpoint {

    private static final Logger log = LoggerFactory.getLogger(RunReconciliation.class);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int MOST_DIFFERENCES = 200;

    private final Reconcile reconcile;
    private final Leases leases;
    private volatile Optional<BigInteger> lastWei = Optional.empty();

    public RunReconciliation(Reconcile reconcile, Leases leases, MeterRegistry metrics) {
        this.reconcile = reconcile;
        this.leases = leases;
        Gauge.builder("ovation.reconciliation.difference.wei", this, RunReconciliation::lastWei)
                .description("Sum of all differences that the last reconciliation of this server found; NaN before it")
                .register(metrics);
    }

    private record DifferenceView(String account, String what, String wei) {}

    /**
     * @param differences the first of them
     */
    private record ReportView(
            int accounts, int inFlight, String differenceWei, int differenceCount, List<DifferenceView> differences) {}

    @Override
    public Route route() {
        return Staff.reading(Route.post("/api/admin/reconciliation").taking(BodyRule.OPTIONAL_JSON));
    }

    @Override
    public Answer answer(Call call) {
        Leases.Lease lease = leases.tryAcquire("reconciliation", LEASE)
                .orElseThrow(() -> new Refused(RefusalCode.OVERLOADED, "A reconciliation is running already."));
        try (Leases.Lease _ = lease) {
            Staff.did(call, "reconcile");
            Reconcile.Report report = reconcile.reconcile();
            lastWei = Optional.of(report.totalWei());
            tell(report);
            return Answer.ok(view(report));
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

    private static ReportView view(Reconcile.Report report) {
        return new ReportView(
                report.accounts(),
                report.inFlight(),
                report.totalWei().toString(),
                report.differences().size(),
                report.differences().stream()
                        .limit(MOST_DIFFERENCES)
                        .map(d -> new DifferenceView(
                                d.account().toString(), d.what(), d.wei().toString()))
                        .toList());
    }
}
