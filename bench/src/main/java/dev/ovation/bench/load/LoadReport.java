package dev.ovation.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was seen.
 *
 * @param accepted answers 201 within the measured time
 * @param errors other answers and lost connections within the measured time
 * @param acceptedEver answers 201 from the first request to the last, warm-up included
 * @param seconds that were measured
 * @param latency of the measured 201, in microseconds, from the first byte sent to the last received
 * @param samples one answer of each kind of error, from the whole run
 * @param exhausted whether the prepared requests ran out before the time did
 */
public record LoadReport(
        long accepted,
        long errors,
        long acceptedEver,
        double seconds,
        Histogram latency,
        Map<String, String> samples,
        boolean exhausted) {

    public LoadReport {
        samples = Map.copyOf(samples);
    }

    public double perSecond() {
        return accepted / seconds;
    }

    public double milliseconds(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
