package dev.ovation.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a run in the order in which they are printed. Immutable. */
public final class Result {

    private final List<String> pairs;

    private Result(List<String> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    public static Result empty() {
        return new Result(List.of());
    }

    public Result with(String key, long value) {
        return with(key, Long.toString(value));
    }

    /** Rounds to so many decimals. */
    public Result with(String key, double value, int decimals) {
        return with(key, String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    /** The value must hold no blank. */
    public Result with(String key, String value) {
        List<String> longer = new ArrayList<>(pairs);
        longer.add(key + "=" + value);
        return new Result(longer);
    }

    /** {@code RESULT key=value …}. */
    @Override
    public String toString() {
        return "RESULT " + String.join(" ", pairs);
    }
}
