package dev.ovation.bench;

import dev.ovation.bench.claps.ClapsBenchmark;
import dev.ovation.bench.crypto.CryptoBenchmark;
import dev.ovation.bench.queue.QueueBenchmark;
import dev.ovation.bench.settle.SettleBenchmark;
import java.io.PrintStream;
import java.util.List;

/** {@code ./ovation bench NAME [--option value …]}: runs one benchmark; without a name, lists them. */
public final class Bench {

    private static final int WRONG_USE = 2;
    /** Of the class path; the processes that we start get it as well, but for the server under test. */
    public static final String LOGGING = "dev/ovation/bench/logback.xml";

    private Bench() {}

    /** Every benchmark, in the order of the list. */
    static List<Benchmark> all() {
        return List.of(new ClapsBenchmark(), new SettleBenchmark(), new CryptoBenchmark(), new QueueBenchmark());
    }

    public static void main(String... arguments) {
        // Before the first logger: what a library has to say at DEBUG is no part of a measurement.
        System.setProperty("logback.configurationFile", LOGGING);
        System.exit(run(all(), List.of(arguments), System.out, System.err));
    }

    static int run(List<Benchmark> known, List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.isEmpty()) {
            list(known, out);
            return 0;
        }
        String name = arguments.getFirst();
        Benchmark benchmark =
                known.stream().filter(b -> b.name().equals(name)).findFirst().orElse(null);
        if (benchmark == null) {
            err.println("ovation: there is no benchmark named " + name + ".");
            list(known, err);
            return WRONG_USE;
        }
        try {
            Options options = Options.parse(benchmark.options(), arguments.subList(1, arguments.size()));
            out.println(benchmark.name() + ": " + benchmark.description());
            out.println(Machine.describe());
            Result result = benchmark.run(options);
            out.println(result);
            return 0;
        } catch (InvalidOption e) {
            err.println("ovation: " + e.getMessage() + ".");
            list(List.of(benchmark), err);
            return WRONG_USE;
        } catch (Exception e) {
            e.printStackTrace(err);
            err.println("ovation: the benchmark " + name + " failed: " + e.getMessage());
            return 1;
        }
    }

    private static void list(List<Benchmark> benchmarks, PrintStream out) {
        for (Benchmark benchmark : benchmarks) {
            out.printf("  %-8s %s%n", benchmark.name(), benchmark.description());
            for (Option option : benchmark.options()) {
                out.printf("             --%-14s %s (%s)%n", option.name(), option.meaning(), option.fallback());
            }
        }
    }
}
