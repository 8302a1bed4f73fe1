package dev.ovation.bench.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrowthExponentTest {

    private static double exponentOf(DoubleUnaryOperator seconds) {
        List<Measured> measured = Stream.of(1_000, 10_000, 100_000)
                .map(n -> new Measured(n, seconds.applyAsDouble(n), 1, 1, 1))
                .toList();
        return SettleBenchmark.growthExponent(measured);
    }

    @Test
    void itIsThePowerWithWhichTimeGrows() {
        assertThat(exponentOf(n -> n / 500)).isCloseTo(1, within(1e-9));
        assertThat(exponentOf(n -> n * n / 1e6)).isCloseTo(2, within(1e-9));
        assertThat(exponentOf(_ -> 3)).isCloseTo(0, within(1e-9));
    }

    @Test
    void aMeasurementSurvivesItsText() {
        Measured measured = new Measured(100_000, 12.345, 50, 800_000_000L, 142);
        assertThat(Measured.parse(measured.text())).isEqualTo(measured);
    }
}
