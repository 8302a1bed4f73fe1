package dev.ovation.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.account.FeePolicy;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeSettingsTest {

    @Test
    void withoutSettingsTheOrdinaryFeesAreOffered() {
        assertThat(FeeSettings.read(new Environment(Map.of()))).isEqualTo(FeePolicy.DEFAULT);
    }

    @Test
    void feesAreReadInGweiToTheWei() {
        assertThat(FeeSettings.read(new Environment(Map.of(
                        "MIN_PRIORITY_FEE", "0.000000001",
                        "MAX_PRIORITY_FEE", "30.5",
                        "MAX_FEE", "1000",
                        "FEE_BUMP_PERCENT", "25"))))
                .isEqualTo(new FeePolicy(Wei.of(1), Wei.of(30_500_000_000L), Wei.of(1_000_000_000_000L), 25));
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_FEE, much",
        "MAX_FEE, -1",
        "MAX_FEE, 0.0000000001",
        "MAX_FEE, 1e40",
        "MAX_FEE, 5",
        "MIN_PRIORITY_FEE, 11",
        "FEE_BUMP_PERCENT, 9"
    })
    void aWrongFeeIsNamed(String name, String value) {
        assertThatThrownBy(() -> FeeSettings.read(new Environment(Map.of(name, value))))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(name);
    }
}
