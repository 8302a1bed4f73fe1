package dev.ovation.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {

    private static Gateways open(Map<String, String> variables) {
        return GatewaySettings.open(new Environment(variables), Clock.systemUTC());
    }

    private static final Map<String, String> STRIPE = Map.of(
            "STRIPE_SECRET_KEY", "sk",
            "STRIPE_WEBHOOK_SECRETS", "new, old",
            "STRIPE_SUCCESS_URL", "https://app.example/paid",
            "STRIPE_CANCEL_URL", "https://app.example/back");

    @Test
    void development_plays_with_the_sandbox() {
        try (Gateways gateways =
                open(Map.of("OVATION_PROFILE", "development", "SANDBOX_GATEWAY_URL", "http://localhost:3002"))) {
            assertThat(gateways.primary().provider()).isEqualTo("sandbox");
            assertThat(gateways.byProvider("sandbox")).isSameAs(gateways.primary());
        }
    }

    @Test
    void production_means_stripe() {
        try (Gateways gateways = open(STRIPE)) {
            assertThat(gateways.providers()).containsExactly("stripe");
        }
    }

    @Test
    void an_unknown_provider_is_refused() {
        try (Gateways gateways = open(STRIPE)) {
            assertThatThrownBy(() -> gateways.byProvider("sandbox"))
                    .isInstanceOfSatisfying(
                            Refused.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNKNOWN_PROVIDER));
        }
    }

    @Test
    void what_is_missing_or_wrong_is_named() {
        for (String name : STRIPE.keySet()) {
            Map<String, String> incomplete = new HashMap<>(STRIPE);
            incomplete.remove(name);
            assertThatThrownBy(() -> open(incomplete))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessageContaining(name);
        }
        assertNamed("PAYMENT_GATEWAY", "paypal");
        assertNamed("STRIPE_CURRENCY", "jpy");
        assertNamed("STRIPE_WEBHOOK_SECRETS", ",");
        assertNamed("GATEWAY_TIMEOUT", "soon");
    }

    private static void assertNamed(String name, String wrong) {
        Map<String, String> variables = new HashMap<>(STRIPE);
        variables.put(name, wrong);
        assertThatThrownBy(() -> open(variables))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(name);
    }

    @Test
    void the_sandbox_in_production_needs_secrets_of_its_own() {
        assertThatThrownBy(
                        () -> open(Map.of("PAYMENT_GATEWAY", "sandbox", "SANDBOX_GATEWAY_URL", "http://sandbox:3002")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("SANDBOX_GATEWAY_KEY");
    }
}
