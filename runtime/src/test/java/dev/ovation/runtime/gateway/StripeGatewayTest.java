package dev.ovation.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.payment.PaymentGateway.Checkout;
import dev.ovation.core.payment.PaymentGateway.Event;
import dev.ovation.core.payment.PaymentGateway.PayoutState;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.outbound.OutboundHttp;
import dev.ovation.runtime.testing.StandInService;
import dev.ovation.runtime.testing.StandInService.Reply;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a service that answers in Stripe's wire format, as its API reference shows it. */
class StripeGatewayTest {

    private static final WebhookSignature SIGNATURE =
            new WebhookSignature(List.of("whsec_stripe"), Duration.ofMinutes(5), Clock.systemUTC());
    private static final WithdrawalId WITHDRAWAL = WithdrawalId.of("0x" + "ab".repeat(32));
    private static final String NONE = "{\"object\":\"list\",\"data\":[],\"has_more\":false}";

    private final StandInService stripe = StandInService.answering(500, "");
    private final OutboundHttp http = new OutboundHttp(Duration.ofSeconds(10));
    private final StripeGateway gateway = new StripeGateway(
            new StripeSettings(
                    stripe.uri(),
                    "sk_test_1",
                    "eur",
                    "TK & more",
                    URI.create("https://app.example/paid"),
                    URI.create("https://app.example/back")),
            SIGNATURE,
            http);

    @AfterEach
    void close() {
        http.close();
        stripe.close();
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String error(String type, String code) {
        return "{\"error\":{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"message\":\"…\"}}";
    }

    @Test
    void a_payment_is_a_checkout_session_under_our_id() {
        stripe.answer(_ -> new Reply(
                200,
                "{\"id\":\"cs_test_1\",\"object\":\"checkout.session\",\"url\":\"https://checkout.stripe.com/c/1\"}"));
        PaymentId id = new PaymentId(new UUID(1, 2));

        Checkout checkout = gateway.open(id, Wei.parseTokens("12.34"));

        assertThat(checkout).isEqualTo(new Checkout("cs_test_1", "https://checkout.stripe.com/c/1"));
        StandInService.Request request = stripe.requests().getFirst();
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /v1/checkout/sessions");
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer sk_test_1")
                .containsEntry("idempotency-key", id.toString())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsKey("stripe-version");
        assertThat(form(request.body()))
                .containsEntry("mode", "payment")
                .containsEntry("client_reference_id", id.toString())
                .containsEntry("line_items[0][price_data][unit_amount]", "1234")
                .containsEntry("line_items[0][price_data][currency]", "eur")
                .containsEntry("line_items[0][price_data][product_data][name]", "TK & more")
                .containsEntry("success_url", "https://app.example/paid");
    }

    @Test
    void a_payment_that_stripe_refuses_is_refused_and_its_troubles_are_passing() {
        stripe.answer(_ -> new Reply(400, error("invalid_request_error", "amount_too_small")));
        assertThatThrownBy(() -> gateway.open(new PaymentId(new UUID(1, 2)), Wei.ofTokens(1)))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.GATEWAY_FAILED));
        for (int status : new int[] {401, 409, 429, 500, 503}) {
            stripe.answer(_ -> new Reply(status, error("api_error", "x")));
            assertThatThrownBy(() -> gateway.open(new PaymentId(new UUID(1, 2)), Wei.ofTokens(1)))
                    .as("status %d", status)
                    .isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void a_payout_is_a_transfer_to_the_connected_account() {
        stripe.answer(request -> request.method().equals("GET")
                ? new Reply(200, NONE)
                : new Reply(200, "{\"id\":\"tr_1\",\"object\":\"transfer\"}"));

        assertThat(gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_1")).isEqualTo(PayoutState.DONE);

        assertThat(stripe.requests().get(0).path()).isEqualTo("/v1/transfers?limit=1&transfer_group=" + WITHDRAWAL);
        StandInService.Request transfer = stripe.requests().get(1);
        assertThat(transfer.headers()).containsEntry("idempotency-key", WITHDRAWAL.toString());
        assertThat(form(transfer.body()))
                .containsEntry("amount", "500")
                .containsEntry("currency", "eur")
                .containsEntry("destination", "acct_1")
                .containsEntry("transfer_group", WITHDRAWAL.toString());
    }

    @Test
    void a_payout_is_made_once_even_after_stripe_forgot_the_idempotency_key() {
        Set<String> groups = ConcurrentHashMap.newKeySet();
        stripe.answer(request -> {
            if (request.method().equals("GET")) {
                return new Reply(200, groups.isEmpty() ? NONE : "{\"data\":[{\"id\":\"tr_1\"}]}");
            }
            groups.add(form(request.body()).get("transfer_group"));
            // The transfer was made, and its answer was lost.
            return new Reply(500, "{}");
        });
        assertThatThrownBy(() -> gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_1"))
                .isInstanceOf(Unavailable.class);
        assertThat(gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_1")).isEqualTo(PayoutState.DONE);
        assertThat(stripe.requests().stream().filter(r -> r.method().equals("POST")))
                .hasSize(1);
    }

    @Test
    void no_transfer_is_made_while_it_is_unknown_whether_there_is_one() {
        stripe.answer(_ -> new Reply(200, "{}"));
        assertThatThrownBy(() -> gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_1"))
                .isInstanceOf(Unavailable.class);
        assertThat(stripe.requests()).allMatch(request -> request.method().equals("GET"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, account_invalid",
        "400, invalid_request_error, resource_missing",
        "404, invalid_request_error, resource_missing"
    })
    void a_destination_that_does_not_exist_fails_for_good(int status, String type, String code) {
        stripe.answer(request ->
                request.method().equals("GET") ? new Reply(200, NONE) : new Reply(status, error(type, code)));
        assertThat(gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_x")).isEqualTo(PayoutState.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "400, balance_insufficient",
        "400, insufficient_capabilities_for_transfer",
        "409, idempotency_key_in_use",
        "401, api_key_expired",
        "429, rate_limit",
        "500, x"
    })
    void what_passes_fails_nothing(int status, String code) {
        stripe.answer(request -> request.method().equals("GET")
                ? new Reply(200, NONE)
                : new Reply(status, error("invalid_request_error", code)));
        assertThatThrownBy(() -> gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_1"))
                .isInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "<html>not found</html>", "{\"error\":{\"type\":\"api_error\"}}"})
    void a_refusal_that_is_not_stripes_word_on_the_request_fails_no_payout(String body) {
        stripe.answer(request -> request.method().equals("GET") ? new Reply(200, NONE) : new Reply(404, body));
        assertThatThrownBy(() -> gateway.payOut(WITHDRAWAL, Wei.ofTokens(5), "acct_1"))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> gateway.open(new PaymentId(new UUID(1, 2)), Wei.ofTokens(1)))
                .isInstanceOf(Unavailable.class);
    }

    private Event read(String type, String session) {
        byte[] body = ("{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"" + type + "\",\"data\":{\"object\":"
                        + session + "}}")
                .getBytes(StandardCharsets.UTF_8);
        return gateway.read(Map.of("stripe-signature", SIGNATURE.sign(body)), body);
    }

    private static String session(String status, String currency) {
        return "{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"amount_total\":1234,\"currency\":\"" + currency
                + "\",\"payment_status\":\"" + status + "\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout.session.completed", "checkout.session.async_payment_succeeded"})
    void a_paid_session_is_a_payment(String type) {
        assertThat(read(type, session("paid", "eur")))
                .isEqualTo(new Event.Paid("evt_1", "cs_1", Wei.parseTokens("12.34")));
    }

    @Test
    void a_completed_session_whose_money_is_still_on_the_way_is_no_payment() {
        assertThat(read("checkout.session.completed", session("unpaid", "eur"))).isEqualTo(new Event.Other("evt_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkout.session.expired", "checkout.session.async_payment_failed"})
    void a_session_that_ended_unpaid_failed(String type) {
        assertThat(read(type, session("unpaid", "eur"))).isInstanceOf(Event.PaymentFailed.class);
    }

    @Test
    void money_of_another_currency_is_no_payment() {
        assertThatThrownBy(() -> read("checkout.session.completed", session("paid", "usd")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void other_events_are_passed_over() {
        assertThat(read("customer.created", "{\"id\":\"cus_1\"}")).isEqualTo(new Event.Other("evt_1"));
    }

    @Test
    void a_forged_event_is_refused() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> gateway.read(Map.of("stripe-signature", "t=1,v1=00"), body))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.INVALID_WEBHOOK_SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpy", "kwd", "EUR", "xxx1"})
    void a_currency_without_cents_is_no_currency_for_tk(String currency) {
        assertThatThrownBy(() -> new StripeSettings(
                        stripe.uri(), "k", currency, "TK", URI.create("https://a"), URI.create("https://b")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
