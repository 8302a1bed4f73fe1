package dev.ovation.bench.queue;

import dev.ovation.bench.Result;
import dev.ovation.bench.queue.Samples.Sample;
import dev.ovation.queue.NewJob;
import dev.ovation.queue.Queue;
import dev.ovation.queue.QueueConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Java and Node by turns (A B A B) on one Redis, and Redis alone beside them: jobs a second, the CPU time of either
 * side, and how busy Redis was. Where it is busy all the time, it is what limits the row.
 */
final class QueueBench {

    private static final int[] CONCURRENCIES = {1, 5, 50};
    private static final int LATENCIES = 1_000;
    /** Until both sides' compilers are through: the p99 of either halves within the first 2,000. */
    private static final int LATENCIES_BEFORE = 3_000;

    private final BenchRedis redis;
    private final QueueConnection connection;
    private final int jobs;
    private final List<String> rows;
    private final Samples samples = new Samples();

    private QueueBench(BenchRedis redis, QueueConnection connection, int jobs, List<String> rows) {
        this.redis = redis;
        this.connection = connection;
        this.jobs = jobs;
        this.rows = rows;
    }

    /**
     * Alternates both sides on one Redis; the first round warms up.
     *
     * @param rows those to measure, of c1, c5, c50, add, addbulk and latency
     */
    static Result run(Path peerScript, int rounds, int jobs, List<String> rows) throws IOException {
        try (BenchRedis redis = new BenchRedis();
                QueueConnection connection = QueueConnection.open("redis://127.0.0.1:" + redis.port());
                Peer java = Peer.java(redis.port());
                Peer node = Peer.node(peerScript, redis.port())) {
            QueueBench bench = new QueueBench(redis, connection, jobs, rows);
            System.out.println(redis.version() + ", " + jobs + " jobs a drain, " + rounds + " rounds");
            for (int round = -1; round < rounds; round++) {
                System.out.println(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
                bench.round(java, round);
                bench.round(node, round);
                bench.ceiling(round);
            }
            return bench.report();
        }
    }

    /** Round -1 warms both sides up and isn't counted. */
    private void round(Peer peer, int round) {
        for (int concurrency : CONCURRENCIES) {
            if (rows.contains("c" + concurrency)) {
                int count = jobsFor(concurrency);
                fill(count);
                Map<String, Object> order = order("drain", count);
                order.put("concurrency", concurrency);
                keep(round, "drain c=" + concurrency, peer, measure(peer, order, count));
            }
        }
        redis.flush();
        if (rows.contains("add")) {
            keep(round, "add", peer, measure(peer, order("add", jobs / 4), jobs / 4));
            redis.flush();
        }
        if (rows.contains("addbulk")) {
            Map<String, Object> bulk = order("addBulk", jobs);
            bulk.put("batch", 1_000);
            keep(round, "addBulk", peer, measure(peer, bulk, jobs));
            redis.flush();
        }
        if (rows.contains("latency")) {
            Map<String, Double> latency = peer.order(order("latency", round < 0 ? LATENCIES_BEFORE : LATENCIES));
            keep(round, "latency p50 µs", peer, Sample.of(figure(latency, "p50")));
            keep(round, "latency p99 µs", peer, Sample.of(figure(latency, "p99")));
        }
    }

    private int jobsFor(int concurrency) {
        return concurrency == 1 ? jobs / 2 : jobs;
    }

    private Sample measure(Peer peer, Map<String, Object> order, int count) {
        Duration client = peer.cpu();
        Duration before = redis.cpu();
        double perSecond = figure(peer.order(order), "perSecond");
        return new Sample(perSecond, micros(client, peer.cpu(), count), micros(before, redis.cpu(), count));
    }

    private static double micros(Duration before, Duration after, int count) {
        return after.minus(before).toNanos() / 1e3 / count;
    }

    private static double figure(Map<String, Double> answer, String name) {
        return Objects.requireNonNull(answer.get(name), name);
    }

    /** The same scripts with as many jobs under way, and nothing behind them. */
    private void ceiling(int round) {
        for (int concurrency : CONCURRENCIES) {
            if (rows.contains("c" + concurrency)) {
                int count = jobsFor(concurrency);
                fill(count);
                Duration before = redis.cpu();
                double perSecond = Ceiling.drainPerSecond(redis, "bench", count, concurrency);
                if (round >= 0) {
                    Sample sample = new Sample(perSecond, 0, micros(before, redis.cpu(), count));
                    samples.add("drain c=" + concurrency, "alone", sample);
                }
            }
        }
    }

    private static Map<String, Object> order(String op, int count) {
        return new LinkedHashMap<>(Map.of("op", op, "queue", "bench", "jobs", count));
    }

    private void fill(int count) {
        redis.flush();
        Queue<Payload> queue = new Queue<>(connection, "bench", Payload.class);
        List<NewJob<Payload>> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(new NewJob<>("bench", Payload.of(i)));
        }
        queue.addBulk(batch);
    }

    private void keep(int round, String row, Peer peer, Sample sample) {
        if (round >= 0) {
            samples.add(row, peer.name(), sample);
        }
    }

    private Result report() {
        samples.print();
        for (int concurrency : CONCURRENCIES) {
            double most = samples.ratio("drain c=" + concurrency, "alone", "node");
            if (!Double.isNaN(most)) {
                System.out.printf(
                        Locale.ROOT,
                        "ceiling_c%d=%.2f: the ratio that a client would reach that cost nothing%n",
                        concurrency,
                        most);
            }
        }
        return Result.empty()
                .with("ratio_c1", samples.ratio("drain c=1"), 2)
                .with("ratio_c5", samples.ratio("drain c=5"), 2)
                .with("ratio_c50", samples.ratio("drain c=50"), 2)
                .with("ratio_add", samples.ratio("add"), 2)
                .with("ratio_addbulk", samples.ratio("addBulk"), 2)
                .with("ratio_p50", samples.ratio("latency p50 µs"), 2)
                .with("ratio_p99", samples.ratio("latency p99 µs"), 2);
    }
}
