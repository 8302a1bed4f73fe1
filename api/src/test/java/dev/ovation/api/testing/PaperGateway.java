package dev.ovation.api.testing;

import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A gateway whose reports are lines of text, signed as gateways do: HMAC over time and body. */
public final class PaperGateway implements PaymentGateway {

    public static final String NAME = "paper";
    private static final byte[] SECRET = "what only the gateway knows".getBytes(StandardCharsets.UTF_8);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private final Clock clock;

    PaperGateway(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public Checkout open(PaymentId payment, Wei amount) {
        return new Checkout("ref-" + payment, "https://pay.example/" + payment);
    }

    @Override
    public PayoutState payOut(WithdrawalId withdrawal, Wei amount, String destination) {
        return PayoutState.DONE;
    }

    /** What the gateway sends when a payment is paid. */
    public static String paid(String paymentId, String amount) {
        return "paid event-" + paymentId + " ref-" + paymentId + " " + amount;
    }

    public static String signature(Instant at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            return at.getEpochSecond() + "."
                    + HexFormat.of()
                            .formatHex(mac.doFinal(
                                    (at.getEpochSecond() + "." + body).getBytes(StandardCharsets.ISO_8859_1)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Event read(Map<String, String> headers, byte[] body) {
        String header = headers.getOrDefault("paper-signature", "");
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Instant at;
        try {
            at = Instant.ofEpochSecond(Long.parseLong(header.split("\\.")[0]));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new Refused(RefusalCode.INVALID_WEBHOOK_SIGNATURE, "The signature is not the gateway's.");
        }
        if (!header.equals(signature(at, text))) {
            throw new Refused(RefusalCode.INVALID_WEBHOOK_SIGNATURE, "The signature is not the gateway's.");
        }
        if (Duration.between(at, clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw new Refused(RefusalCode.STALE_WEBHOOK, "The report is too old.");
        }
        String[] words = text.split(" ");
        return words[0].equals("paid")
                ? new Event.Paid(words[1], words[2], Wei.parseTokens(words[3]))
                : new Event.Other(words.length > 1 ? words[1] : "");
    }
}
