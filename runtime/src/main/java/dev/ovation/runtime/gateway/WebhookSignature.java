package dev.ovation.runtime.gateway;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature scheme that payment gateways share: {@code t=<unix seconds>,v1=<hex>}, where v1 is the HMAC-SHA256 of
 * {@code "<t>.<body>"}. While a secret is rotated the sender may give several v1, and the receiver may hold several
 * secrets; one match is enough. Immutable and safe to share between threads.
 */
public final class WebhookSignature {

    private static final int MAX_HEADER = 2_048;
    private static final int MAX_SIGNATURES = 8;
    private static final int MAC_BYTES = 32;

    private final List<byte[]> secrets;
    private final Duration tolerance;
    private final Clock clock;

    /**
     * @param secrets that senders may sign with, newest first
     * @param tolerance how far a report's time may lie from ours, so that an old one can't be sent again
     */
    public WebhookSignature(List<String> secrets, Duration tolerance, Clock clock) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a webhook needs a secret");
        }
        this.secrets = secrets.stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /**
     * Lets a body pass only if its sender knows a secret.
     *
     * @throws Refused INVALID_WEBHOOK_SIGNATURE, or STALE_WEBHOOK for a right signature of another time
     */
    public void verify(String header, byte[] body) {
        Parsed parsed = parse(header);
        boolean matches = false;
        for (byte[] secret : secrets) {
            byte[] expected = mac(secret, parsed.timestamp, body);
            for (byte[] given : parsed.signatures) {
                matches |= MessageDigest.isEqual(expected, given);
            }
        }
        if (!matches) {
            throw invalid();
        }
        Duration distance = Duration.between(Instant.ofEpochSecond(parsed.timestamp), clock.instant());
        if (distance.abs().compareTo(tolerance) > 0) {
            throw new Refused(RefusalCode.STALE_WEBHOOK, "The webhook's timestamp is too far from the present.");
        }
    }

    /** The header of a body that is sent now, signed with every secret. */
    public String sign(byte[] body) {
        long now = clock.instant().getEpochSecond();
        StringBuilder header = new StringBuilder("t=").append(now);
        for (byte[] secret : secrets) {
            header.append(",v1=").append(HexFormat.of().formatHex(mac(secret, now, body)));
        }
        return header.toString();
    }

    private record Parsed(long timestamp, List<byte[]> signatures) {}

    private static Parsed parse(String header) {
        if (header.length() > MAX_HEADER) {
            throw invalid();
        }
        long timestamp = -1;
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",")) {
            String item = part.strip();
            if (item.startsWith("t=") && item.matches("t=\\d{1,11}")) {
                timestamp = Long.parseLong(item.substring(2));
            } else if (item.startsWith("v1=") && signatures.size() < MAX_SIGNATURES) {
                byte[] signature = hex(item.substring(3));
                if (signature.length == MAC_BYTES) {
                    signatures.add(signature);
                }
            }
        }
        if (timestamp < 0 || signatures.isEmpty()) {
            throw invalid();
        }
        return new Parsed(timestamp, signatures);
    }

    private static byte[] hex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] mac(byte[] secret, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static Refused invalid() {
        return new Refused(
                RefusalCode.INVALID_WEBHOOK_SIGNATURE, "The webhook's signature is missing or not of a known secret.");
    }
}
