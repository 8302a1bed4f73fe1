package dev.ovation.runtime.aml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Subject;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.outbound.OutboundHttp;
import dev.ovation.runtime.testing.StandInService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpScreeningTest {

    private static final Address FAN = Address.of("0x00000000000000000000000000000000000000fa");
    private static final Subject PAYMENT = new Subject(
            Subject.Kind.PAYMENT, "p-1", Optional.empty(), Optional.of(FAN), Token.TK, Wei.parseTokens("12.5"));

    private static HttpScreening asking(URI service, Duration timeout) {
        return new HttpScreening(service, "secret", new OutboundHttp(timeout));
    }

    @ParameterizedTest
    @CsvSource({"clear, CLEAR, ''", "hold, HOLD, seen before", "reject, REJECT, seen before"})
    void the_services_verdict_is_the_verdict(String said, Verdict verdict, String reason) {
        try (StandInService service =
                        StandInService.answering(200, "{\"verdict\":\"" + said + "\",\"reason\":\"seen before\"}");
                HttpScreening screening = asking(service.uri(), Duration.ofSeconds(10))) {
            assertThat(screening.screen(PAYMENT)).isEqualTo(new Decision(verdict, reason));
        }
    }

    @Test
    void the_question_names_the_subject_and_its_id_makes_it_repeatable() {
        try (StandInService service = StandInService.answering(200, "{\"verdict\":\"clear\"}");
                HttpScreening screening = asking(service.uri().resolve("/screen"), Duration.ofSeconds(10))) {
            screening.screen(PAYMENT);
            StandInService.Request asked = service.requests().getFirst();
            assertThat(asked.path()).isEqualTo("/screen");
            assertThat(asked.headers())
                    .containsEntry("authorization", "Bearer secret")
                    .containsEntry("idempotency-key", "PAYMENT-p-1");
            assertThat(asked.body())
                    .isEqualTo("{\"id\":\"p-1\",\"kind\":\"payment\",\"to\":\"" + FAN
                            + "\",\"token\":\"TK\",\"amount\":\"12.5\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, '{\"verdict\":\"clear\"}'",
        "401, '{\"verdict\":\"clear\"}'",
        "301, '{\"verdict\":\"clear\"}'",
        "200, {}",
        "200, clear",
        "200, '{\"verdict\":\"CLEAR?\"}'",
        "200, '{\"verdict\":true}'"
    })
    void anything_else_is_no_verdict(int status, String body) {
        try (StandInService service = StandInService.answering(status, body);
                HttpScreening screening = asking(service.uri(), Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> screening.screen(PAYMENT))
                    .isInstanceOfSatisfying(
                            Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("aml"));
        }
    }

    @Test
    void an_endless_answer_is_no_verdict() {
        try (StandInService service = StandInService.answering(200, " ".repeat(1_000_000) + "{\"verdict\":\"clear\"}");
                HttpScreening screening = asking(service.uri(), Duration.ofSeconds(10))) {
            assertThatThrownBy(() -> screening.screen(PAYMENT)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void silence_is_no_verdict() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HttpScreening screening =
                        asking(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofMillis(200))) {
            assertThatThrownBy(() -> screening.screen(PAYMENT)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void a_long_reason_is_cut() {
        try (StandInService service = StandInService.answering(
                        200, "{\"verdict\":\"hold\",\"reason\":\"" + "x".repeat(10_000) + "\"}");
                HttpScreening screening = asking(service.uri(), Duration.ofSeconds(10))) {
            assertThat(screening.screen(PAYMENT).reason()).hasSize(300);
        }
    }
}
