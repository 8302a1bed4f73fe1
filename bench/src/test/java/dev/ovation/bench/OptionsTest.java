package dev.ovation.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final List<Option> KNOWN =
            List.of(new Option("seconds", "60", "measured"), new Option("sizes", "1,20", "of it"));

    @Test
    void whatIsNotGivenHasItsDefault() {
        Options options = Options.parse(KNOWN, List.of("--seconds", "5"));

        assertThat(options.integer("seconds", 1)).isEqualTo(5);
        assertThat(options.integers("sizes", 1)).containsExactly(1, 20);
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> Options.parse(KNOWN, List.of("--second", "5")))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContaining("--second");
    }

    @Test
    void anOptionNeedsAValue() {
        assertThatThrownBy(() -> Options.parse(KNOWN, List.of("--seconds")))
                .isInstanceOf(InvalidOption.class)
                .hasMessageContaining("needs a value");
    }

    @Test
    void aNumberBelowTheMinimumOrNoNumberIsRefused() {
        for (String value : List.of("0", "-1", "ten", "1.5", "")) {
            Options options = Options.parse(KNOWN, List.of("--seconds", value));
            assertThatThrownBy(() -> options.integer("seconds", 1))
                    .isInstanceOf(InvalidOption.class)
                    .hasMessageContaining("--seconds");
        }
    }
}
