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
import dev.ovation.runtime.sandbox.SandboxPaymentGateway;
import dev.ovation.runtime.sandbox.SandboxSettings;
import dev.ovation.runtime.testing.Await;
import dev.ovation.runtime.testing.StandInService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxGatewayTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final String KEY = "sk_test";
    private static final WebhookSignature SIGNATURE =
            new WebhookSignature(List.of("whsec_test"), Duration.ofMinutes(5), CLOCK);
    private static final Wei AMOUNT = Wei.parseTokens("12.34");

    private static SandboxPaymentGateway server;
    private static OutboundHttp http;
    private static SandboxGateway gateway;

    @BeforeAll
    static void start() {
        server = SandboxPaymentGateway.start(
                SandboxSettings.local(0, KEY, List.of("whsec_test"))
                        .withTimes(Duration.ofMillis(1), Duration.ofMillis(1)),
                CLOCK);
        http = new OutboundHttp(Duration.ofSeconds(10));
        gateway = new SandboxGateway(server.uri(), KEY, SIGNATURE, http);
    }

    @AfterAll
    static void stop() {
        http.close();
        server.close();
    }

    private static PaymentId payment() {
        return new PaymentId(UUID.randomUUID());
    }

    private static WithdrawalId withdrawal() {
        return WithdrawalId.of("0x" + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", ""));
    }

    @Test
    void opening_a_payment_twice_opens_it_once() {
        PaymentId id = payment();
        Checkout first = gateway.open(id, AMOUNT);
        assertThat(gateway.open(id, AMOUNT)).isEqualTo(first);
        assertThat(first.url()).startsWith(server.uri() + "/checkout/");
    }

    @Test
    void the_same_id_with_another_amount_opens_nothing() {
        PaymentId id = payment();
        gateway.open(id, AMOUNT);
        assertThatThrownBy(() -> gateway.open(id, Wei.ofTokens(1))).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_payout_is_on_the_way_and_then_done() {
        WithdrawalId id = withdrawal();
        assertThat(gateway.payOut(id, AMOUNT, "iban")).isEqualTo(PayoutState.ON_THE_WAY);
        Await.until("it is done", () -> gateway.payOut(id, AMOUNT, "iban") == PayoutState.DONE);
    }

    @Test
    void a_payout_may_fail_for_good() {
        WithdrawalId id = withdrawal();
        assertThat(gateway.payOut(id, AMOUNT, "will fail")).isEqualTo(PayoutState.ON_THE_WAY);
        Await.until("it failed", () -> gateway.payOut(id, AMOUNT, "will fail") == PayoutState.FAILED);
    }

    @Test
    void a_payout_that_is_asked_for_with_another_destination_is_never_paid_to_it() {
        WithdrawalId id = withdrawal();
        gateway.payOut(id, AMOUNT, "slow mine");
        assertThatThrownBy(() -> gateway.payOut(id, AMOUNT, "theirs")).isInstanceOf(Unavailable.class);
        assertThat(gateway.payOut(id, AMOUNT, "slow mine")).isEqualTo(PayoutState.ON_THE_WAY);
    }

    @Test
    void a_wrong_key_is_our_fault_and_fails_no_payout() {
        SandboxGateway stranger = new SandboxGateway(server.uri(), "wrong", SIGNATURE, http);
        assertThatThrownBy(() -> stranger.payOut(withdrawal(), AMOUNT, "iban")).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> stranger.open(payment(), AMOUNT)).isInstanceOf(Unavailable.class);
    }

    @Test
    void nobody_at_the_port_is_unavailable() {
        SandboxGateway nobody = new SandboxGateway(URI.create("http://127.0.0.1:1"), KEY, SIGNATURE, http);
        assertThatThrownBy(() -> nobody.open(payment(), AMOUNT))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("gateway"));
    }

    @Test
    void silence_is_unavailable() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OutboundHttp impatient = new OutboundHttp(Duration.ofMillis(200))) {
            SandboxGateway mute = new SandboxGateway(
                    URI.create("http://127.0.0.1:" + silent.getLocalPort()), KEY, SIGNATURE, impatient);
            assertThatThrownBy(() -> mute.payOut(withdrawal(), AMOUNT, "iban")).isInstanceOf(Unavailable.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, {}",
        "429, {}",
        "302, {}",
        "200, no json",
        "200, []",
        "200, {}",
        "200, '{\"status\":\"unknown\"}'",
        "200, '{\"status\":7}'"
    })
    void an_answer_that_says_nothing_is_unavailable(int status, String body) {
        try (StandInService odd = StandInService.answering(status, body)) {
            SandboxGateway client = new SandboxGateway(odd.uri(), KEY, SIGNATURE, http);
            assertThatThrownBy(() -> client.payOut(withdrawal(), AMOUNT, "iban"))
                    .isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> client.open(payment(), AMOUNT)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void an_endless_answer_is_cut_off() {
        try (StandInService endless = StandInService.answering(200, "x".repeat(1_000_000))) {
            SandboxGateway client = new SandboxGateway(endless.uri(), KEY, SIGNATURE, http);
            assertThatThrownBy(() -> client.open(payment(), AMOUNT)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void a_payout_that_the_gateway_will_never_do_failed_and_a_payment_that_it_refuses_is_refused() {
        try (StandInService strict = StandInService.answering(422, "{\"error\":\"no\"}")) {
            SandboxGateway client = new SandboxGateway(strict.uri(), KEY, SIGNATURE, http);
            assertThat(client.payOut(withdrawal(), AMOUNT, "iban")).isEqualTo(PayoutState.FAILED);
            assertThatThrownBy(() -> client.open(payment(), AMOUNT))
                    .isInstanceOfSatisfying(
                            Refused.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.GATEWAY_FAILED));
        }
    }

    @Test
    void our_id_is_the_idempotency_key() {
        try (StandInService service =
                StandInService.answering(201, "{\"id\":\"pay_1\",\"checkoutUrl\":\"http://x/1\"}")) {
            PaymentId id = payment();
            new SandboxGateway(service.uri(), KEY, SIGNATURE, http).open(id, AMOUNT);
            assertThat(service.requests().getFirst().headers())
                    .containsEntry("idempotency-key", id.toString())
                    .containsEntry("authorization", "Bearer " + KEY);
            assertThat(service.requests().getFirst().body()).contains("1234");
        }
    }

    private static Event read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return gateway.read(Map.of(SandboxGateway.SIGNATURE_HEADER, SIGNATURE.sign(bytes)), bytes);
    }

    @Test
    void reports_are_read() {
        WithdrawalId id = withdrawal();
        assertThat(read("{\"id\":\"e1\",\"type\":\"payment.paid\",\"payment\":{\"id\":\"pay_1\",\"amount\":1234}}"))
                .isEqualTo(new Event.Paid("e1", "pay_1", AMOUNT));
        assertThat(read("{\"id\":\"e2\",\"type\":\"payment.failed\",\"payment\":{\"id\":\"pay_1\"}}"))
                .isEqualTo(new Event.PaymentFailed("e2", "pay_1", ""));
        assertThat(read("{\"id\":\"e3\",\"type\":\"payout.done\",\"payout\":{\"id\":\"" + id + "\"}}"))
                .isEqualTo(new Event.PayoutDone("e3", id));
        assertThat(read("{\"id\":\"e4\",\"type\":\"payout.failed\",\"payout\":{\"id\":\"" + id
                        + "\",\"reason\":\"closed\"}}"))
                .isEqualTo(new Event.PayoutFailed("e4", id, "closed"));
        assertThat(read("{\"id\":\"e5\",\"type\":\"balance.low\"}")).isEqualTo(new Event.Other("e5"));
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED_JSON, no json",
        "MALFORMED_JSON, []",
        "MISSING_FIELD, {}",
        "MISSING_FIELD, '{\"id\":\"e\"}'",
        "MISSING_FIELD, '{\"id\":\"e\",\"type\":\"payment.paid\"}'",
        "MISSING_FIELD, '{\"id\":\"e\",\"type\":\"payment.paid\",\"payment\":{\"amount\":1}}'",
        "INVALID_FIELD, '{\"id\":\"e\",\"type\":\"payment.paid\",\"payment\":{\"id\":\"p\",\"amount\":1.5}}'",
        "INVALID_FIELD, '{\"id\":\"e\",\"type\":\"payment.paid\",\"payment\":{\"id\":\"p\",\"amount\":-1}}'",
        "INVALID_FIELD, '{\"id\":\"e\",\"type\":\"payment.paid\",\"payment\":{\"id\":\"p\",\"amount\":\"1\"}}'",
        "INVALID_FIELD, '{\"id\":\"e\",\"type\":\"payout.done\",\"payout\":{\"id\":\"0x12\"}}'"
    })
    void a_report_that_is_not_whole_is_refused_by_name(RefusalCode code, String body) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void a_report_without_a_signature_is_refused() {
        assertThatThrownBy(() -> gateway.read(Map.of(), new byte[0]))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.INVALID_WEBHOOK_SIGNATURE));
    }
}
