package dev.ovation.bench.settle;

import java.util.Locale;

/**
 * What the settlement of one epoch took.
 *
 * @param transactions that settled
 * @param gas of these together
 * @param peakHeapMb the highest use of the process's heap, garbage included, in MB of 2^20 bytes
 */
record Measured(int intents, double seconds, int transactions, long gas, long peakHeapMb) {

    static Measured parse(String line) {
        String[] fields = line.strip().split(" ");
        return new Measured(
                Integer.parseInt(fields[0]),
                Double.parseDouble(fields[1]),
                Integer.parseInt(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]));
    }

    /** What {@link #parse} reads. */
    String text() {
        return String.format(Locale.ROOT, "%d %.3f %d %d %d", intents, seconds, transactions, gas, peakHeapMb);
    }

    long gasPerIntent() {
        return gas / intents;
    }
}
