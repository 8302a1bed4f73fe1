package dev.ovation.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return Bench.run(List.of(new Fixed()), List.of(arguments), new PrintStream(out), new PrintStream(err));
    }

    @Test
    void theLastLineIsTheResult() {
        assertThat(run("fixed", "--value", "7")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList().getLast())
                .isEqualTo("RESULT value=7 half=3.50");
    }

    @Test
    void withoutANameItListsWhatThereIs() {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("fixed", "--value");
    }

    @Test
    void anUnknownNameOrOptionFailsAndSaysWhatThereIs() {
        assertThat(run("other")).isEqualTo(2);
        assertThat(run("fixed", "--other", "1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("no benchmark named other", "no option --other", "fixed");
    }

    @Test
    void aBenchmarkThatCantVouchForItsFigureHasNoResult() {
        assertThat(run("fixed", "--value", "0")).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("RESULT");
    }

    private static final class Fixed implements Benchmark {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public String description() {
            return "measures nothing";
        }

        @Override
        public List<Option> options() {
            return List.of(new Option("value", "1", "what comes out"));
        }

        @Override
        public Result run(Options options) {
            int value = options.integer("value", 0);
            if (value == 0) {
                throw new IllegalStateException("not valid");
            }
            return Result.empty().with("value", value).with("half", value / 2.0, 2);
        }
    }
}
