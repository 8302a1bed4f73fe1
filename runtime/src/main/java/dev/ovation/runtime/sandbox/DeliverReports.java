package dev.ovation.runtime.sandbox;

import dev.ovation.runtime.gateway.SandboxGateway;
import dev.ovation.runtime.gateway.WebhookSignature;
import dev.ovation.runtime.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each report until somebody answers with 2xx: at once, then after pauses that double, a bounded number of times.
 * Each try is signed anew, since old signatures are refused.
 */
final class DeliverReports implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliverReports.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SandboxBooks books;
    private final WebhookSignature signature;
    private final SandboxSettings settings;
    private volatile Optional<URI> webhook;
    private final OutboundHttp http = new OutboundHttp(TIMEOUT);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            AT_ONCE, Thread.ofVirtual().name("sandbox-report-", 0).factory());

    DeliverReports(SandboxBooks books, WebhookSignature signature, SandboxSettings settings) {
        this.books = books;
        this.signature = signature;
        this.settings = settings;
        this.webhook = settings.webhook();
    }

    /** From now on reports go here; those that wait go at once. */
    void to(URI url) {
        webhook = Optional.of(url);
        begin();
    }

    /** Takes up what was not heard before. */
    void begin() {
        List<Report> owed =
                books.reports().stream().filter(report -> !report.delivered()).toList();
        owed.forEach(this::deliver);
    }

    void deliver(Report report) {
        if (webhook.isPresent()) {
            later(report, 1, Duration.ZERO);
        }
    }

    private void later(Report report, int attempt, Duration pause) {
        try {
            timer.schedule(() -> attempt(report, attempt, pause), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("closing, the report waits for the next start report={}", report.id());
        }
    }

    private void attempt(Report report, int attempt, Duration pause) {
        if (isHeard(report)) {
            books.heard(report);
        } else if (attempt < settings.deliveries()) {
            Duration doubled = pause.isZero() ? settings.firstRetry() : pause.multipliedBy(2);
            later(report, attempt + 1, doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
        } else {
            log.warn("a report was never heard report={} tries={}", report.id(), attempt);
        }
    }

    private boolean isHeard(Report report) {
        byte[] body = report.body().getBytes(StandardCharsets.UTF_8);
        try {
            URI url = webhook.orElseThrow();
            return http.post(
                            url,
                            Map.of(SandboxGateway.SIGNATURE_HEADER, signature.sign(body)),
                            "application/json",
                            body)
                    .isSuccess();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.close();
    }
}
