package dev.ovation.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MissingSettingTest {

    private static final Duration SOON = Duration.ofMinutes(5);

    @Test
    void the_api_server_names_a_missing_secret_in_one_sentence() {
        assertRefused("dev.ovation.api.ApiMain", Map.of(), "ovation: JWT_KEYS is not set:");
    }

    @Test
    void the_job_server_names_a_missing_setting_in_one_sentence() {
        assertRefused("dev.ovation.jobs.JobMain", Map.of(), "ovation: JWT_PUBLIC_KEYS is not set:");
    }

    @Test
    void a_wrong_setting_is_named() {
        assertRefused(
                "dev.ovation.api.ApiMain",
                Map.of("OVATION_PROFILE", "development", "BATCH_LINGER", "soon"),
                "ovation: BATCH_LINGER must be a duration");
        assertRefused(
                "dev.ovation.api.ApiMain", Map.of("OVATION_PROFILE", "staging"), "ovation: OVATION_PROFILE must be");
    }

    private static void assertRefused(String mainClass, Map<String, String> environment, String sentence) {
        try (Application server = Application.start(mainClass, List.of(), environment)) {
            assertThat(server.awaitExit(SOON)).isEqualTo(78);
            assertThat(server.output().strip()).startsWith(sentence).hasLineCount(1);
        }
    }
}
