package dev.ovation.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    /** printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test */
    private static final String BY_OPENSSL = "38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789";

    private static WebhookSignature at(Instant now, String... secrets) {
        return new WebhookSignature(List.of(secrets), Duration.ofMinutes(5), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void assertRefused(RefusalCode code, WebhookSignature signature, String header, byte[] body) {
        assertThatThrownBy(() -> signature.verify(header, body))
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void the_scheme_is_the_one_that_openssl_computes() {
        String header = "t=1700000000,v1=" + BY_OPENSSL;
        at(NOW, "whsec_test").verify(header, BODY);
        assertThat(at(NOW, "whsec_test").sign(BODY)).isEqualTo(header);
    }

    @Test
    void a_body_that_was_changed_is_refused() {
        assertRefused(
                RefusalCode.INVALID_WEBHOOK_SIGNATURE,
                at(NOW, "whsec_test"),
                "t=1700000000,v1=" + BY_OPENSSL,
                "{\"a\":2}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_timestamp_that_was_changed_is_refused() {
        assertRefused(
                RefusalCode.INVALID_WEBHOOK_SIGNATURE, at(NOW, "whsec_test"), "t=1700000001,v1=" + BY_OPENSSL, BODY);
    }

    @Test
    void another_secret_is_refused() {
        assertRefused(
                RefusalCode.INVALID_WEBHOOK_SIGNATURE,
                at(NOW, "other"),
                at(NOW, "whsec_test").sign(BODY),
                BODY);
    }

    @Test
    void a_right_signature_is_good_for_five_minutes_in_either_direction() {
        String header = at(NOW, "secret").sign(BODY);
        at(NOW.plusSeconds(300), "secret").verify(header, BODY);
        at(NOW.minusSeconds(300), "secret").verify(header, BODY);
        assertRefused(RefusalCode.STALE_WEBHOOK, at(NOW.plusSeconds(301), "secret"), header, BODY);
        assertRefused(RefusalCode.STALE_WEBHOOK, at(NOW.minusSeconds(301), "secret"), header, BODY);
    }

    @Test
    void a_forged_signature_of_an_old_time_is_called_forged() {
        assertRefused(
                RefusalCode.INVALID_WEBHOOK_SIGNATURE,
                at(NOW, "secret"),
                at(NOW.minusSeconds(999), "x").sign(BODY),
                BODY);
    }

    @Test
    void while_a_secret_is_rotated_either_side_may_be_first() {
        at(NOW, "new", "old").verify(at(NOW, "old").sign(BODY), BODY);
        at(NOW, "new", "old").verify(at(NOW, "new").sign(BODY), BODY);
        at(NOW, "old").verify(at(NOW, "new", "old").sign(BODY), BODY);
        at(NOW, "new").verify(at(NOW, "new", "old").sign(BODY), BODY);
    }

    @Test
    void signatures_of_other_schemes_are_passed_over() {
        String header = at(NOW, "secret").sign(BODY);
        at(NOW, "secret").verify(header + ",v0=00", BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "t=,v1=",
                "t=1700000000",
                "v1=00",
                "t=1700000000,v1=zz",
                "t=1700000000,v1=00",
                "t=-1,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789",
                "t=99999999999999999999,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789"
            })
    void a_header_that_is_none_is_refused(String header) {
        assertRefused(RefusalCode.INVALID_WEBHOOK_SIGNATURE, at(NOW, "whsec_test"), header, BODY);
    }

    @Test
    void a_huge_header_is_refused_before_anything_is_computed() {
        assertRefused(
                RefusalCode.INVALID_WEBHOOK_SIGNATURE,
                at(NOW, "secret"),
                at(NOW, "secret").sign(BODY) + ",v1=00".repeat(10_000),
                BODY);
    }

    @Test
    void there_is_no_verifying_without_a_secret() {
        assertThatThrownBy(() -> at(NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> at(NOW, " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
