package dev.ovation.runtime.gateway;

import dev.ovation.core.payment.Cents;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.outbound.HttpAnswer;
import dev.ovation.runtime.outbound.OutboundHttp;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks with the sandbox gateway that ships with the project, or with any gateway of the same small protocol: JSON
 * over HTTP, amounts in cents, a bearer key, our id as the {@code idempotency-key}.
 */
public final class SandboxGateway implements PaymentGateway {

    /** The header that carries the signature of a webhook. */
    public static final String SIGNATURE_HEADER = "ovation-signature";

    private static final String JSON = "application/json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI base;
    private final String apiKey;
    private final WebhookSignature signature;
    private final OutboundHttp http;

    /**
     * @param base such as {@code http://localhost:3002}
     */
    public SandboxGateway(URI base, String apiKey, WebhookSignature signature, OutboundHttp http) {
        this.base = base;
        this.apiKey = apiKey;
        this.signature = signature;
        this.http = http;
    }

    @Override
    public String provider() {
        return "sandbox";
    }

    @Override
    public Checkout open(PaymentId payment, Wei amount) {
        String id = payment.toString();
        try {
            HttpAnswer answer = post("/payments", id, Map.of("id", id, "amount", Cents.of(amount)));
            if (answer.isRequestsFault()) {
                throw new Refused(RefusalCode.GATEWAY_FAILED, "The payment gateway refused to open this payment.");
            }
            JsonNode body = successful(answer);
            return new Checkout(text(body, "id"), text(body, "checkoutUrl"));
        } catch (IOException e) {
            throw new Unavailable("gateway", e);
        }
    }

    @Override
    public PayoutState payOut(WithdrawalId withdrawal, Wei amount, String destination) {
        String id = withdrawal.toString();
        try {
            HttpAnswer answer =
                    post("/payouts", id, Map.of("id", id, "amount", Cents.of(amount), "destination", destination));
            if (answer.status() == 422) {
                // The gateway understood and will never pay this; any other refusal is our fault and waits for a
                // person.
                return PayoutState.FAILED;
            }
            String status = text(successful(answer), "status");
            return switch (status) {
                case "done" -> PayoutState.DONE;
                case "failed" -> PayoutState.FAILED;
                case "pending" -> PayoutState.ON_THE_WAY;
                default -> throw new IOException("a payout of an unknown status");
            };
        } catch (IOException e) {
            throw new Unavailable("gateway", e);
        }
    }

    @Override
    public Event read(Map<String, String> headers, byte[] body) {
        signature.verify(headers.getOrDefault(SIGNATURE_HEADER, ""), body);
        WebhookBody report = WebhookBody.of(body);
        String id = report.text("id");
        String type = report.text("type");
        return switch (type) {
            case "payment.paid" -> {
                WebhookBody payment = report.object("payment");
                yield new Event.Paid(id, payment.text("id"), payment.cents("amount"));
            }
            case "payment.failed" -> {
                WebhookBody payment = report.object("payment");
                yield new Event.PaymentFailed(id, payment.text("id"), payment.textOr("reason", ""));
            }
            case "payout.done" ->
                new Event.PayoutDone(id, report.object("payout").withdrawal("id"));
            case "payout.failed" -> {
                WebhookBody payout = report.object("payout");
                yield new Event.PayoutFailed(id, payout.withdrawal("id"), payout.textOr("reason", ""));
            }
            default -> new Event.Other(id);
        };
    }

    private HttpAnswer post(String path, String idempotencyKey, Map<String, Object> body) throws IOException {
        return http.post(
                base.resolve(path),
                Map.of("authorization", "Bearer " + apiKey, "idempotency-key", idempotencyKey),
                JSON,
                MAPPER.writeValueAsBytes(body));
    }

    private static JsonNode successful(HttpAnswer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw new IOException("status " + answer.status());
        }
        return answer.json();
    }

    private static String text(JsonNode body, String name) throws IOException {
        JsonNode member = body.path(name);
        if (!member.isString()) {
            throw new IOException("an answer without " + name);
        }
        return member.stringValue();
    }
}
