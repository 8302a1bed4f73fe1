package dev.ovation.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {

    @ParameterizedTest
    @CsvSource({"8192, 1048576, 8192", "8192, 4096, 3584", "8192, 1024, 512", "8192, 256, 128", "100, 1024, 100"})
    void leavesFilesToOthers(int wanted, long files, int affordable) {
        assertThat(new ConnectionLimits(wanted, Duration.ZERO).affordableConnections(files))
                .isEqualTo(affordable);
    }
}
