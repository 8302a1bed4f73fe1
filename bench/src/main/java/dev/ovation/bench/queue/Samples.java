package dev.ovation.bench.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, by row and by who was measured; reported by medians. */
final class Samples {

    private final Map<String, Map<String, List<Sample>>> rows = new LinkedHashMap<>();

    /**
     * @param value jobs a second, or microseconds of latency
     * @param clientMicros CPU time that the client's process took for a job; 0 where it wasn't looked at
     * @param redisMicros CPU time that Redis took for a job; 0 where it wasn't looked at
     */
    record Sample(double value, double clientMicros, double redisMicros) {

        static Sample of(double value) {
            return new Sample(value, 0, 0);
        }
    }

    void add(String row, String who, Sample sample) {
        rows.computeIfAbsent(row, key -> new LinkedHashMap<>())
                .computeIfAbsent(who, key -> new ArrayList<>())
                .add(sample);
    }

    /** Java's median by Node's; not a number where the row wasn't measured. */
    double ratio(String row) {
        return ratio(row, "java", "node");
    }

    /** One's median by the other's. */
    double ratio(String row, String one, String other) {
        Map<String, List<Sample>> of = rows.getOrDefault(row, Map.of());
        return median(of, one) / median(of, other);
    }

    void print() {
        rows.forEach((row, of) -> of.forEach((who, samples) -> System.out.println(line(row, who, samples))));
    }

    /** Redis is one thread: it is busy for as much of each second as its jobs of that second take. */
    private static String line(String row, String who, List<Sample> samples) {
        List<Double> values = samples.stream().map(Sample::value).sorted().toList();
        String line = String.format(
                Locale.ROOT,
                "%-16s %-6s %,8.0f (%,.0f to %,.0f)",
                row,
                who,
                middle(values),
                values.getFirst(),
                values.getLast());
        double client =
                middle(samples.stream().map(Sample::clientMicros).sorted().toList());
        double redis = middle(samples.stream().map(Sample::redisMicros).sorted().toList());
        double busy = middle(samples.stream()
                .map(sample -> sample.value() * sample.redisMicros() / 1e4)
                .sorted()
                .toList());
        return redis == 0
                ? line
                : line
                        + String.format(Locale.ROOT, "; CPU a job: client %.0f µs, Redis %.0f µs", client, redis)
                        + String.format(Locale.ROOT, "; Redis %.0f %% busy", busy);
    }

    private static double median(Map<String, List<Sample>> row, String who) {
        return middle(row.getOrDefault(who, List.of()).stream()
                .map(Sample::value)
                .sorted()
                .toList());
    }

    private static double middle(List<Double> sorted) {
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
