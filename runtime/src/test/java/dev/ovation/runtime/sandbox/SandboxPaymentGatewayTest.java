package dev.ovation.runtime.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.runtime.gateway.SandboxGateway;
import dev.ovation.runtime.gateway.WebhookSignature;
import dev.ovation.runtime.settings.InvalidSetting;
import dev.ovation.runtime.testing.Await;
import dev.ovation.runtime.testing.StandInService;
import dev.ovation.runtime.testing.StandInService.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxPaymentGatewayTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final String SECRET = "whsec_test";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StandInService receiver = StandInService.answering(200, "");
    private final SandboxSettings settings = SandboxSettings.local(0, "sk_test", List.of(SECRET))
            .withTimes(Duration.ofMillis(1), Duration.ofMillis(1))
            .reportingTo(receiver.uri().resolve("/hook"));

    @AfterEach
    void close() {
        receiver.close();
        http.close();
    }

    private HttpResponse<String> post(URI uri, String key, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .header("authorization", "Bearer " + key)
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI uri, String body) throws IOException, InterruptedException {
        return post(uri, "sk_test", body);
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private void open(SandboxPaymentGateway gateway) throws IOException, InterruptedException {
        assertThat(post(gateway.uri().resolve("/payments"), "{\"id\":\"p1\",\"amount\":1234}")
                        .statusCode())
                .isEqualTo(201);
    }

    private void pay(SandboxPaymentGateway gateway) throws IOException, InterruptedException {
        assertThat(post(gateway.uri().resolve("/checkout/pay_p1/pay"), "").body())
                .contains("Paid");
    }

    @Test
    void the_checkout_page_shows_the_amount_and_a_button_until_it_is_paid() throws Exception {
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            open(gateway);
            HttpResponse<String> page = get(gateway.uri().resolve("/checkout/pay_p1"));
            assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(page.body())
                    .contains("<html lang=\"en\">", "<h1>Pay 12.34</h1>", "<button type=\"submit\">Pay 12.34</button>");
            pay(gateway);
            assertThat(get(gateway.uri().resolve("/checkout/pay_p1")).body()).doesNotContain("<button");
        }
    }

    @Test
    void paying_twice_is_reported_once_and_signed() throws Exception {
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            open(gateway);
            pay(gateway);
            pay(gateway);
            Await.until(
                    "the report is heard",
                    () -> get(gateway.uri().resolve("/webhooks")).body().contains("\"delivered\":true"));
        }
        assertThat(receiver.requests()).hasSize(1);
        StandInService.Request report = receiver.requests().getFirst();
        assertThat(report.body()).contains("payment.paid", "\"pay_p1\"", "1234");
        new WebhookSignature(List.of(SECRET), Duration.ofMinutes(5), CLOCK)
                .verify(
                        report.headers().get(SandboxGateway.SIGNATURE_HEADER),
                        report.body().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_declined_payment_is_reported_and_can_not_be_paid_any_more() throws Exception {
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            open(gateway);
            post(gateway.uri().resolve("/checkout/pay_p1/decline"), "");
            post(gateway.uri().resolve("/checkout/pay_p1/pay"), "");
            Await.until("the report arrives", () -> !receiver.requests().isEmpty());
            assertThat(get(gateway.uri().resolve("/payments")).body()).contains("\"failed\"");
        }
        assertThat(receiver.requests())
                .hasSize(1)
                .first()
                .satisfies(r -> assertThat(r.body()).contains("payment.failed"));
    }

    @Test
    void a_report_is_sent_until_somebody_hears_it() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        receiver.answer(_ -> new Reply(tries.incrementAndGet() < 4 ? 503 : 204, ""));
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            open(gateway);
            pay(gateway);
            Await.until(
                    "the report is heard",
                    () -> get(gateway.uri().resolve("/webhooks")).body().contains("\"delivered\":true"));
        }
        assertThat(tries).hasValue(4);
        assertThat(receiver.requests().stream()
                        .map(StandInService.Request::body)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_report_that_nobody_hears_is_given_up_and_taken_up_again_at_the_next_start(@TempDir Path folder)
            throws Exception {
        SandboxSettings remembering = settings.withDeliveries(2)
                .rememberingIn(folder.resolve("deeper").resolve("sandbox.jsonl"));
        receiver.answer(_ -> new Reply(500, ""));
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            open(gateway);
            pay(gateway);
            Await.until("it was tried twice", () -> receiver.requests().size() == 2);
        }
        receiver.answer(_ -> new Reply(200, ""));
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            Await.until(
                    "it is heard",
                    () -> get(gateway.uri().resolve("/webhooks")).body().contains("\"delivered\":true"));
            assertThat(get(gateway.uri().resolve("/payments")).body()).contains("\"paid\"");
        }
        assertThat(receiver.requests()).hasSize(3);
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            assertThat(get(gateway.uri().resolve("/webhooks")).body()).contains("\"delivered\":true");
        }
        assertThat(receiver.requests()).hasSize(3);
    }

    @Test
    void a_line_that_a_crash_cut_in_half_loses_nothing_else(@TempDir Path folder) throws Exception {
        Path journal = folder.resolve("sandbox.jsonl");
        SandboxSettings remembering = settings.rememberingIn(journal);
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            open(gateway);
        }
        Files.writeString(journal, "\n{\"payment\":{\"id\":\"pay_p", StandardOpenOption.APPEND);
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            pay(gateway);
        }
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            assertThat(get(gateway.uri().resolve("/payments")).body()).contains("\"paid\"");
        }
    }

    @Test
    void a_pending_payout_goes_on_after_a_restart_and_a_slow_one_waits_for_a_hand(@TempDir Path folder)
            throws Exception {
        SandboxSettings remembering = settings.rememberingIn(folder.resolve("sandbox.jsonl"));
        try (SandboxPaymentGateway gateway =
                SandboxPaymentGateway.start(remembering.withTimes(Duration.ofDays(1), Duration.ofMillis(1)), CLOCK)) {
            post(gateway.uri().resolve("/payouts"), "{\"id\":\"w1\",\"amount\":500,\"destination\":\"iban\"}");
            post(gateway.uri().resolve("/payouts"), "{\"id\":\"w2\",\"amount\":500,\"destination\":\"slow\"}");
        }
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(remembering, CLOCK)) {
            Await.until("the first is reported", () -> receiver.requests().size() == 1);
            assertThat(receiver.requests().getFirst().body()).contains("payout.done", "w1");
            assertThat(get(gateway.uri().resolve("/payouts")).body()).contains("\"pending\"");
            assertThat(post(gateway.uri().resolve("/payouts/w2/finish"), "").body())
                    .contains("\"done\"");
            Await.until("the second is reported", () -> receiver.requests().size() == 2);
            assertThat(post(gateway.uri().resolve("/payouts/w3/finish"), "").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void reports_wait_until_it_is_known_where_they_go() throws Exception {
        SandboxSettings nowhere = SandboxSettings.local(0, "sk_test", List.of(SECRET));
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(nowhere, CLOCK)) {
            open(gateway);
            pay(gateway);
            gateway.reportTo(receiver.uri());
            Await.until("the report arrives", () -> !receiver.requests().isEmpty());
        }
    }

    @Test
    void who_has_no_key_opens_nothing() throws Exception {
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            for (String path : List.of("/payments", "/payouts")) {
                assertThat(post(gateway.uri().resolve(path), "wrong", "{}").statusCode())
                        .isEqualTo(401);
                assertThat(get(gateway.uri().resolve(path)).body()).isEqualTo("[]");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/payments, ''",
        "/payments, no json",
        "/payments, {}",
        "/payments, '{\"id\":\"p1\"}'",
        "/payments, '{\"id\":\"<script>\",\"amount\":1}'",
        "/payments, '{\"id\":\"p1\",\"amount\":0}'",
        "/payments, '{\"id\":\"p1\",\"amount\":-1}'",
        "/payments, '{\"id\":\"p1\",\"amount\":1.5}'",
        "/payments, '{\"id\":\"p1\",\"amount\":99999999999999999999}'",
        "/payouts, '{\"id\":\"w1\",\"amount\":1}'",
        "/payouts, '{\"id\":\"w1\",\"amount\":1,\"destination\":\" \"}'"
    })
    void what_is_not_understood_is_refused(String path, String body) throws Exception {
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            assertThat(post(gateway.uri().resolve(path), body).statusCode()).isEqualTo(400);
            assertThat(get(gateway.uri().resolve(path)).body()).isEqualTo("[]");
        }
    }

    @Test
    void a_port_that_is_taken_stops_the_start() {
        try (SandboxPaymentGateway first = SandboxPaymentGateway.start(settings, CLOCK)) {
            SandboxSettings same = SandboxSettings.local(first.uri().getPort(), "k", List.of(SECRET));
            assertThatThrownBy(() -> SandboxPaymentGateway.start(same, CLOCK)).isInstanceOf(InvalidSetting.class);
        }
    }

    @Test
    void an_unknown_checkout_is_not_found() throws Exception {
        try (SandboxPaymentGateway gateway = SandboxPaymentGateway.start(settings, CLOCK)) {
            assertThat(get(gateway.uri().resolve("/checkout/pay_x")).statusCode())
                    .isEqualTo(404);
            assertThat(post(gateway.uri().resolve("/checkout/pay_x/pay"), "").statusCode())
                    .isEqualTo(404);
        }
    }
}
