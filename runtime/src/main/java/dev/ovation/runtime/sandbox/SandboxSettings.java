package dev.ovation.runtime.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the sandbox gateway plays.
 *
 * @param port 0 for one that the system chooses
 * @param apiKey that who opens payments and payouts must show
 * @param webhookSecrets that sign its reports
 * @param webhook where it reports to; reports wait while it is empty
 * @param journal the file that survives a restart; nothing survives where it is empty
 * @param payoutTime how long a payout stays on the way
 * @param firstRetry the pause after a first report that was not heard; doubled each time, up to half a minute
 * @param deliveries how often one report is tried before it is given up until the next start
 */
public record SandboxSettings(
        String host,
        int port,
        String apiKey,
        List<String> webhookSecrets,
        Optional<URI> webhook,
        Optional<Path> journal,
        Duration payoutTime,
        Duration firstRetry,
        int deliveries) {

    public SandboxSettings {
        webhookSecrets = List.copyOf(webhookSecrets);
        if (deliveries < 1 || firstRetry.isNegative() || payoutTime.isNegative()) {
            throw new IllegalArgumentException("a report is tried at least once, and time runs forward");
        }
    }

    /** On this machine only, with ordinary patience. */
    public static SandboxSettings local(int port, String apiKey, List<String> webhookSecrets) {
        return new SandboxSettings(
                "127.0.0.1",
                port,
                apiKey,
                webhookSecrets,
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(200),
                Duration.ofMillis(250),
                20);
    }

    public SandboxSettings reportingTo(URI url) {
        return new SandboxSettings(
                host, port, apiKey, webhookSecrets, Optional.of(url), journal, payoutTime, firstRetry, deliveries);
    }

    public SandboxSettings rememberingIn(Path file) {
        return new SandboxSettings(
                host, port, apiKey, webhookSecrets, webhook, Optional.of(file), payoutTime, firstRetry, deliveries);
    }

    public SandboxSettings withTimes(Duration newPayoutTime, Duration newFirstRetry) {
        return new SandboxSettings(
                host, port, apiKey, webhookSecrets, webhook, journal, newPayoutTime, newFirstRetry, deliveries);
    }

    public SandboxSettings withDeliveries(int count) {
        return new SandboxSettings(host, port, apiKey, webhookSecrets, webhook, journal, payoutTime, firstRetry, count);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SandboxSettings[" + host + ":" + port + "]";
    }
}
