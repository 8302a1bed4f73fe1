package dev.ovation.bench.claps;

import dev.ovation.bench.load.LoadReport;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a contender reached.
 *
 * @param cpuSeconds of its process during the measured time
 * @param residentMb of its process at the end of it
 * @param otherCores what the other processes used meanwhile, in cores
 */
record Row(String name, LoadReport load, double cpuSeconds, long residentMb, Map<String, Double> otherCores) {

    double cpuMillisPerClap() {
        return 1000 * cpuSeconds / Math.max(1, load.accepted());
    }

    static String heading() {
        return "%-16s %9s %8s %8s %8s %8s %11s %7s   %s"
                .formatted(
                        "",
                        "claps/s",
                        "p50 ms",
                        "p99 ms",
                        "max ms",
                        "errors",
                        "cpu ms/clap",
                        "rss MB",
                        "cores used by");
    }

    String line() {
        String cores = otherCores.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%-16s %9.0f %8.0f %8.0f %8.0f %8d %11.3f %7d   itself %.2f, %s%s",
                name,
                load.perSecond(),
                load.milliseconds(50),
                load.milliseconds(99),
                load.milliseconds(100),
                load.errors(),
                cpuMillisPerClap(),
                residentMb,
                cpuSeconds / load.seconds(),
                cores,
                load.exhausted() ? "   (ran out of signed claps)" : "");
    }
}
