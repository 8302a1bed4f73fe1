package dev.ovation.bench.queue;

import dev.ovation.bench.Benchmark;
import dev.ovation.bench.Option;
import dev.ovation.bench.Options;
import dev.ovation.bench.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The queue library beside Node's BullMQ of the same version, by turns on one Redis. */
public final class QueueBenchmark implements Benchmark {

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String description() {
        return "jobs drained and added per second, and latency, beside Node's BullMQ";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("rounds", "5", "alternations that count"),
                new Option("jobs", "20000", "jobs of one drain"),
                new Option("rows", "c1,c5,c50,add,addbulk,latency", "what to measure"),
                new Option("peer", "bench/queue/peer.mjs", "the script of Node's side"));
    }

    @Override
    public Result run(Options options) throws IOException {
        return QueueBench.run(
                Path.of(options.text("peer")),
                options.integer("rounds", 1),
                options.integer("jobs", 1_000),
                options.list("rows"));
    }
}
