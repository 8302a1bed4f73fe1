package dev.ovation.runtime.sandbox;

import dev.ovation.runtime.gateway.WebhookSignature;
import dev.ovation.runtime.settings.InvalidSetting;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A payment gateway that plays, for development and tests. It speaks the protocol of
 * {@link dev.ovation.runtime.gateway.SandboxGateway}, shows a checkout page, and reports what happened by signed
 * webhooks. Restarted on the same journal it owes and knows what it did before.
 */
public final class SandboxPaymentGateway implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SandboxPaymentGateway.class);
    private static final int MAX_BODY = 64 * 1024;

    private final SandboxSettings settings;
    private final SandboxBooks books;
    private final DeliverReports reports;
    private final WebServer server;
    private final ScheduledExecutorService bank = Executors.newScheduledThreadPool(
            1, Thread.ofVirtual().name("sandbox-bank-", 0).factory());

    private SandboxPaymentGateway(SandboxSettings settings, Clock clock) {
        this.settings = settings;
        this.books = new SandboxBooks(new SandboxJournal(settings.journal()));
        this.reports = new DeliverReports(
                books, new WebhookSignature(settings.webhookSecrets(), Duration.ofMinutes(5), clock), settings);
        this.server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .maxPayloadSize(MAX_BODY)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(100))
                .routing(routing -> routing.register("/", new SandboxRoutes(this, books, settings.apiKey())))
                .build();
    }

    /**
     * Starts it, and takes up payouts and reports that an earlier run left.
     *
     * @throws InvalidSetting if the port can't be had
     */
    public static SandboxPaymentGateway start(SandboxSettings settings, Clock clock) {
        SandboxPaymentGateway gateway = new SandboxPaymentGateway(settings, clock);
        gateway.server.start();
        if (!gateway.server.isRunning()) {
            // Helidon logs why and returns as if it had started.
            gateway.close();
            throw new InvalidSetting(settings.host() + ":" + settings.port()
                    + " can't be listened on; another program may use the port.");
        }
        gateway.books.payouts().forEach(gateway::finishLater);
        gateway.reports.begin();
        log.info("sandbox payment gateway at {}", gateway.uri());
        return gateway;
    }

    public URI uri() {
        return URI.create("http://" + settings.host() + ":" + server.port());
    }

    /** Where reports go from now on, where that was not known at the start. */
    public void reportTo(URI webhook) {
        reports.to(webhook);
    }

    void report(Report report) {
        reports.deliver(report);
    }

    void finishLater(SandboxPayout payout) {
        if (!payout.isPending() || payout.waitsForHand()) {
            return;
        }
        try {
            bank.schedule(
                    () -> books.finish(payout.id()).ifPresent(this::report),
                    settings.payoutTime().toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("closing, the payout waits for the next start payout={}", payout.id());
        }
    }

    @Override
    public void close() {
        server.stop();
        bank.shutdownNow();
        reports.close();
    }
}
