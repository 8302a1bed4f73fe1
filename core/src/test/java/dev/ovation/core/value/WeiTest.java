package dev.ovation.core.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.value.InvalidAmount.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeiTest {

    @ParameterizedTest
    @CsvSource({
        "12.5, 12500000000000000000",
        "0, 0",
        "0.000000000000000001, 1",
        "100, 100000000000000000000",
        "1.50, 1500000000000000000"
    })
    void reads_whole_tokens(String text, String wei) {
        assertThat(Wei.parseTokens(text)).isEqualTo(Wei.ofWei(wei));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "1.", ".5", "01", "1e5", "+1", " 1", "1 ", "0x10", "1,5", "1.2.3", "NaN", "١"})
    void refuses_what_is_no_amount(String text) {
        assertThatThrownBy(() -> Wei.parseTokens(text))
                .isInstanceOfSatisfying(
                        InvalidAmount.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED));
    }

    @Test
    void tells_negative_overlong_and_huge_apart() {
        assertReason("-1", Reason.NEGATIVE);
        assertReason("1.0000000000000000001", Reason.TOO_MANY_DECIMALS);
        assertReason("9".repeat(70), Reason.TOO_LARGE);
        assertReason("9".repeat(100_000), Reason.MALFORMED);
    }

    private static void assertReason(String text, Reason reason) {
        assertThatThrownBy(() -> Wei.parseTokens(text))
                .isInstanceOfSatisfying(
                        InvalidAmount.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
