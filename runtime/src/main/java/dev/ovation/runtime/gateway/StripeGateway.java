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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Speaks Stripe's HTTP API: a payment is a Checkout Session, a payout is a Transfer to the creator's connected account
 * ({@code acct_…}), which Stripe pays on to a bank by that account's own schedule.
 *
 * <p>Stripe forgets idempotency keys after a day. A payout may be asked for again much later, so each transfer also
 * carries the withdrawal's id as its {@code transfer_group}, and is looked up by it before another is made.
 */
public final class StripeGateway implements PaymentGateway {

    private static final Logger log = LoggerFactory.getLogger(StripeGateway.class);
    private static final String SIGNATURE_HEADER = "stripe-signature";
    private static final String API_VERSION = "2025-05-28.basil";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Errors that pass once somebody acts: the house's balance, or the account's verification. */
    private static final Set<String> PASSING_ERRORS =
            Set.of("balance_insufficient", "insufficient_capabilities_for_transfer", "idempotency_key_in_use");

    private final StripeSettings settings;
    private final WebhookSignature signature;
    private final OutboundHttp http;

    public StripeGateway(StripeSettings settings, WebhookSignature signature, OutboundHttp http) {
        this.settings = settings;
        this.signature = signature;
        this.http = http;
    }

    @Override
    public String provider() {
        return "stripe";
    }

    @Override
    public Checkout open(PaymentId payment, Wei amount) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("mode", "payment");
        form.put("client_reference_id", payment.toString());
        form.put("metadata[payment_id]", payment.toString());
        form.put("payment_intent_data[metadata][payment_id]", payment.toString());
        form.put("line_items[0][quantity]", "1");
        form.put("line_items[0][price_data][currency]", settings.currency());
        form.put("line_items[0][price_data][unit_amount]", String.valueOf(Cents.of(amount)));
        form.put("line_items[0][price_data][product_data][name]", settings.productName());
        form.put("success_url", settings.successUrl().toString());
        form.put("cancel_url", settings.cancelUrl().toString());
        try {
            HttpAnswer answer = post("/v1/checkout/sessions", payment.toString(), form);
            if (answer.isRequestsFault()) {
                log.warn("stripe refused a payment payment={} error={}", payment, errorCode(answer));
                throw new Refused(RefusalCode.GATEWAY_FAILED, "The payment gateway refused to open this payment.");
            }
            JsonNode session = successful(answer);
            return new Checkout(text(session, "id"), text(session, "url"));
        } catch (IOException e) {
            throw new Unavailable("gateway", e);
        }
    }

    @Override
    public PayoutState payOut(WithdrawalId withdrawal, Wei amount, String destination) {
        try {
            return isTransferred(withdrawal) ? PayoutState.DONE : transfer(withdrawal, amount, destination);
        } catch (IOException e) {
            throw new Unavailable("gateway", e);
        }
    }

    private boolean isTransferred(WithdrawalId withdrawal) throws IOException {
        HttpAnswer answer = http.get(
                settings.base().resolve("/v1/transfers?limit=1&transfer_group=" + withdrawal),
                Map.of("authorization", authorization(), "stripe-version", API_VERSION));
        JsonNode found = successful(answer).path("data");
        if (!found.isArray()) {
            throw new IOException("an answer without data");
        }
        return !found.isEmpty();
    }

    private PayoutState transfer(WithdrawalId withdrawal, Wei amount, String destination) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("amount", String.valueOf(Cents.of(amount)));
        form.put("currency", settings.currency());
        form.put("destination", destination);
        form.put("transfer_group", withdrawal.toString());
        form.put("metadata[withdrawal_id]", withdrawal.toString());
        HttpAnswer answer = post("/v1/transfers", withdrawal.toString(), form);
        if (answer.isRequestsFault()) {
            String error = errorCode(answer);
            log.warn("stripe refused a transfer withdrawal={} error={}", withdrawal, error);
            if (!PASSING_ERRORS.contains(error)) {
                return PayoutState.FAILED;
            }
            throw new IOException("the transfer can't be made now: " + error);
        }
        text(successful(answer), "id");
        return PayoutState.DONE;
    }

    @Override
    public Event read(Map<String, String> headers, byte[] body) {
        signature.verify(headers.getOrDefault(SIGNATURE_HEADER, ""), body);
        WebhookBody report = WebhookBody.of(body);
        String id = report.text("id");
        return switch (report.text("type")) {
            // A session completes before the money is there where the payer's bank is slow: then it is still unpaid.
            case "checkout.session.completed", "checkout.session.async_payment_succeeded" -> {
                WebhookBody session = session(report);
                yield session.textOr("payment_status", "").equals("paid")
                        ? new Event.Paid(id, session.text("id"), amount(session))
                        : new Event.Other(id);
            }
            case "checkout.session.async_payment_failed" ->
                new Event.PaymentFailed(id, session(report).text("id"), "The payment failed at the bank.");
            case "checkout.session.expired" ->
                new Event.PaymentFailed(id, session(report).text("id"), "The checkout expired unpaid.");
            default -> new Event.Other(id);
        };
    }

    private static WebhookBody session(WebhookBody report) {
        return report.object("data").object("object");
    }

    private Wei amount(WebhookBody session) {
        if (!session.text("currency").equals(settings.currency())) {
            throw new Refused(RefusalCode.INVALID_FIELD, "currency must be " + settings.currency() + ".");
        }
        return session.cents("amount_total");
    }

    private HttpAnswer post(String path, String idempotencyKey, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return http.post(
                settings.base().resolve(path),
                Map.of(
                        "authorization", authorization(),
                        "stripe-version", API_VERSION,
                        "idempotency-key", idempotencyKey),
                FORM,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private String authorization() {
        return "Bearer " + settings.secretKey();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /**
     * What Stripe says is wrong with the request.
     *
     * @throws IOException if the answer is not Stripe's word on the request itself, such as a proxy's or a wrong URL's
     */
    private static String errorCode(HttpAnswer answer) throws IOException {
        JsonNode error = answer.json().path("error");
        if (!error.path("type").asString("").equals("invalid_request_error")) {
            throw new IOException("status " + answer.status());
        }
        return error.path("code").asString("unknown");
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

    /** The base of Stripe's own API. */
    static URI stripe() {
        return URI.create("https://api.stripe.com");
    }
}
