package dev.ovation.bench;

import java.util.List;

/** One thing that is measured. Progress goes to standard output while it runs; {@link Bench} prints its result. */
public interface Benchmark {

    /** What stands behind {@code ./ovation bench}. */
    String name();

    /** One line: what is measured. */
    String description();

    /** What the command line may set; anything else on it is refused. */
    List<Option> options();

    /**
     * Measures, and leaves no process and no file behind.
     *
     * @throws Exception if the measurement is not valid; the command then fails without a result
     */
    Result run(Options options) throws Exception;
}
