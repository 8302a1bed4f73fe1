package dev.ovation.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void the_whole_story_ends_with_books_that_agree_to_the_wei() {
        try (Application demo = Application.start("dev.ovation.standalone.Demo", List.of(), Map.of())) {
            int code = demo.awaitExit(Duration.ofMinutes(10));
            String lastLine = demo.output().strip().lines().reduce("", (_, line) -> line);
            assertThat(lastLine)
                    .as(demo.output())
                    .matches("DEMO OK  difference 0 wei  transactions \\d+  seconds \\d+");
            assertThat(code).isZero();
        }
    }
}
