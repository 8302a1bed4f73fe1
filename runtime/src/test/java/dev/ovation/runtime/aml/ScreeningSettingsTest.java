package dev.ovation.runtime.aml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.screening.Subject;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreeningSettingsTest {

    @Test
    void rules_are_read_by_kind() {
        ScreeningRules rules = ScreeningSettings.rules(new Environment(Map.of(
                "AML_HOLD_ABOVE_PAYMENT", "500",
                "AML_DAILY_LIMIT_INTENT", "20.5",
                "AML_DENIED_ADDRESSES", "0x00000000000000000000000000000000000000DD, ")));
        assertThat(rules.holdAbove())
                .containsEntry(Subject.Kind.PAYMENT, Wei.ofTokens(500))
                .containsEntry(Subject.Kind.INTENT, Wei.ofTokens(10_000));
        assertThat(rules.dailyLimit()).isEqualTo(Map.of(Subject.Kind.INTENT, Wei.parseTokens("20.5")));
        assertThat(rules.denied()).containsExactly(Address.of("0x00000000000000000000000000000000000000dd"));
    }

    @ParameterizedTest
    @CsvSource({"AML_HOLD_ABOVE_PAYMENT, much", "AML_DAILY_LIMIT_INTENT, -1", "AML_DENIED_ADDRESSES, 0x12"})
    void a_wrong_rule_is_named(String name, String value) {
        assertThatThrownBy(() -> ScreeningSettings.rules(new Environment(Map.of(name, value))))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({"not a url", "ftp://aml.example"})
    void a_wrong_service_is_named(String url) {
        assertThatThrownBy(() -> ScreeningSettings.outside(new Environment(Map.of("AML_SECRET", "s")), url))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("AML_URL");
    }

    @Test
    void production_asks_no_service_without_a_secret() {
        assertThatThrownBy(() -> ScreeningSettings.outside(new Environment(Map.of()), "https://aml.example"))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("AML_SECRET");
    }
}
