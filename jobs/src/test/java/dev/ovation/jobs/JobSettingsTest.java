package dev.ovation.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @ParameterizedTest
    @CsvSource({"2026-01-01T00:00:00Z, 5 0 * * 4", "2026-01-04T23:56:10Z, 1 0 * * 1", "2026-01-03T23:58:00Z, 3 0 * * 0"
    })
    void settlement_follows_each_epochs_end_by_five_minutes(Instant genesis, String cron) {
        assertThat(JobSettings.settlement(genesis.getEpochSecond(), WEEK)).isEqualTo(cron);
    }

    @Test
    void epochs_of_another_length_are_looked_at_every_hour() {
        assertThat(JobSettings.settlement(0, Duration.ofDays(1))).isEqualTo("10 * * * *");
    }

    @Test
    void schedules_are_settings() {
        JobSettings settings = JobSettings.read(
                new Environment(
                        Map.of("APPROVAL_CRON", "*/5 * * * *", "RECONCILIATION_CRON", "7 * * * *", "JOBS_PORT", "0")),
                0,
                WEEK);
        assertThat(settings.schedules().approval()).isEqualTo("*/5 * * * *");
        assertThat(settings.schedules().reconciliation()).isEqualTo("7 * * * *");
        assertThat(settings.port()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "APPROVAL_CRON, hourly",
        "RECONCILIATION_CRON, at night",
        "SETTLEMENT_CRON, 61 * * * *",
        "JOBS_PORT, 70000",
        "SWEEP_EVERY, often"
    })
    void a_wrong_one_is_named(String name, String value) {
        assertThatThrownBy(() -> JobSettings.read(new Environment(Map.of(name, value)), 0, WEEK))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(name);
    }
}
