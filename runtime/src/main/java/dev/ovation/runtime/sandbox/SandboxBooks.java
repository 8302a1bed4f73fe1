package dev.ovation.runtime.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the gateway knows: payments, payouts, and the reports it owes. A change and its report are made together. Safe to
 * share between threads.
 */
final class SandboxBooks {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SandboxJournal journal;
    private final Map<String, SandboxPayment> payments = new LinkedHashMap<>();
    private final Map<String, SandboxPayout> payouts = new LinkedHashMap<>();
    private final Map<String, Report> reports = new LinkedHashMap<>();

    SandboxBooks(SandboxJournal journal) {
        this.journal = journal;
        for (SandboxJournal.Line line : journal.read()) {
            remember(line);
        }
    }

    /** Opens a payment, or answers the one that was opened under this key. */
    synchronized SandboxPayment open(String key, long amount) {
        SandboxPayment opened = new SandboxPayment("pay_" + key, key, amount, SandboxPayment.OPEN);
        SandboxPayment before = payments.get(opened.id());
        return before != null ? before : write(opened);
    }

    synchronized Optional<SandboxPayment> payment(String id) {
        return Optional.ofNullable(payments.get(id));
    }

    /** Pays an open payment, or lets it fail; a second time changes nothing. Answers the report that this makes. */
    synchronized Optional<Report> close(String id, boolean paid) {
        SandboxPayment payment = payments.get(id);
        if (payment == null || !payment.isOpen()) {
            return Optional.empty();
        }
        SandboxPayment closed = write(payment.as(paid ? SandboxPayment.PAID : SandboxPayment.FAILED));
        return Optional.of(report(
                paid ? "payment.paid" : "payment.failed",
                "payment",
                Map.of("id", closed.id(), "amount", closed.amount(), "reason", paid ? "" : "The payer declined.")));
    }

    /** Begins a payout, or answers how the one with this id stands. */
    synchronized SandboxPayout payOut(String id, long amount, String destination) {
        SandboxPayout before = payouts.get(id);
        return before != null ? before : write(new SandboxPayout(id, amount, destination, SandboxPayout.PENDING));
    }

    synchronized Optional<SandboxPayout> payout(String id) {
        return Optional.ofNullable(payouts.get(id));
    }

    /** Ends a pending payout as its destination says; a second time changes nothing. */
    synchronized Optional<Report> finish(String id) {
        SandboxPayout payout = payouts.get(id);
        if (payout == null || !payout.isPending()) {
            return Optional.empty();
        }
        SandboxPayout finished = write(payout.finished());
        boolean done = finished.status().equals(SandboxPayout.DONE);
        return Optional.of(report(
                done ? "payout.done" : "payout.failed",
                "payout",
                Map.of("id", finished.id(), "reason", done ? "" : "The destination does not exist.")));
    }

    synchronized void heard(Report report) {
        Report heard = report.heard();
        reports.put(heard.id(), heard);
        journal.append(new SandboxJournal.Line(null, null, heard));
    }

    synchronized List<SandboxPayment> payments() {
        return List.copyOf(payments.values());
    }

    synchronized List<SandboxPayout> payouts() {
        return List.copyOf(payouts.values());
    }

    synchronized List<Report> reports() {
        return List.copyOf(reports.values());
    }

    private Report report(String type, String about, Map<String, Object> object) {
        String id = "evt_" + UUID.randomUUID();
        Report report = new Report(id, MAPPER.writeValueAsString(Map.of("id", id, "type", type, about, object)), false);
        SandboxJournal.Line line = new SandboxJournal.Line(null, null, report);
        remember(line);
        journal.append(line);
        return report;
    }

    private SandboxPayment write(SandboxPayment payment) {
        SandboxJournal.Line line = new SandboxJournal.Line(payment, null, null);
        remember(line);
        journal.append(line);
        return payment;
    }

    private SandboxPayout write(SandboxPayout payout) {
        SandboxJournal.Line line = new SandboxJournal.Line(null, payout, null);
        remember(line);
        journal.append(line);
        return payout;
    }

    private void remember(SandboxJournal.Line line) {
        if (line.payment() != null) {
            payments.put(line.payment().id(), line.payment());
        } else if (line.payout() != null) {
            payouts.put(line.payout().id(), line.payout());
        } else if (line.report() != null) {
            reports.put(line.report().id(), line.report());
        }
    }
}
