package dev.ovation.jobs.staff;

import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.jobs.work.ReconcileBooks;
import dev.ovation.runtime.http.Answer;
import dev.ovation.runtime.http.BodyRule;
import dev.ovation.runtime.http.Call;
import dev.ovation.runtime.http.Endpoint;
import dev.ovation.runtime.http.Route;
import java.util.List;

/** {@code POST /api/admin/reconciliation}: compares documents, cache and chain now, and answers the report. */
public final class RunReconciliation implements Endpoint {

    private static final int MOST_DIFFERENCES = 200;

    private final ReconcileBooks reconcileBooks;

    public RunReconciliation(ReconcileBooks reconcileBooks) {
        this.reconcileBooks = reconcileBooks;
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
        Staff.did(call, "reconcile");
        return reconcileBooks
                .reconcile()
                .map(report -> Answer.ok(view(report)))
                .orElseThrow(() -> new Refused(RefusalCode.OVERLOADED, "A reconciliation is running already."));
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
