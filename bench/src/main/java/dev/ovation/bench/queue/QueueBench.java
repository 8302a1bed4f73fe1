package dev.ovation.bench.queue;

import dev.ovation.bench.Result;
import dev.ovation.queue.NewJob;
import dev.ovation.queue.Queue;
import dev.ovation.queue.QueueConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * {@code ./ovation bench queue}: Java and Node by turns (A B A B) on one Redis, medians and their ratios.
 *
 * <p>System properties: {@code rounds} (5), {@code jobs} (20000, those of one drain), {@code peer} (the Node script).
 */
public final class QueueBench {

    private static final int[] CONCURRENCIES = {1, 5, 50};

    private final BenchRedis redis;
    private final QueueConnection connection;
    private final int jobs;
    private final Map<String, Map<String, List<Double>>> samples = new LinkedHashMap<>();

    private QueueBench(BenchRedis redis, QueueConnection connection, int jobs) {
        this.redis = redis;
        this.connection = connection;
        this.jobs = jobs;
    }

    /** Alternates both sides on one Redis; the first round warms up. */
    static Result run(Path peerScript, int rounds, int jobs) throws IOException {
        try (BenchRedis redis = new BenchRedis();
                QueueConnection connection = QueueConnection.open("redis://127.0.0.1:" + redis.port());
                Peer java = Peer.java(redis.port());
                Peer node = Peer.node(peerScript, redis.port())) {
            QueueBench bench = new QueueBench(redis, connection, jobs);
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
            int count = concurrency == 1 ? jobs / 2 : jobs;
            fill(count);
            Map<String, Object> order = order("drain", count);
            order.put("concurrency", concurrency);
            keep(round, "drain c=" + concurrency, peer.name(), figure(peer.order(order), "perSecond"));
        }
        redis.flush();
        keep(round, "add", peer.name(), figure(peer.order(order("add", jobs / 4)), "perSecond"));
        redis.flush();
        Map<String, Object> bulk = order("addBulk", jobs);
        bulk.put("batch", 1_000);
        keep(round, "addBulk", peer.name(), figure(peer.order(bulk), "perSecond"));
        redis.flush();
        Map<String, Double> latency = peer.order(order("latency", 300));
        keep(round, "latency p50 µs", peer.name(), figure(latency, "p50"));
        keep(round, "latency p99 µs", peer.name(), figure(latency, "p99"));
    }

    private static double figure(Map<String, Double> answer, String name) {
        return Objects.requireNonNull(answer.get(name), name);
    }

    private void ceiling(int round) {
        fill(jobs);
        keep(round, "drain c=50", "redis", Ceiling.drainPerSecond(redis, "bench", jobs, 50));
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

    private void keep(int round, String what, String who, double value) {
        if (round >= 0) {
            samples.computeIfAbsent(what, key -> new TreeMap<>())
                    .computeIfAbsent(who, key -> new ArrayList<>())
                    .add(value);
        }
    }

    private Result report() {
        samples.forEach((what, of) -> {
            StringBuilder line = new StringBuilder(String.format("%-16s", what));
            of.forEach((who, values) -> line.append(String.format(
                    Locale.ROOT, "  %s %,.0f (%,.0f to %,.0f)", who, median(values), min(values), max(values))));
            System.out.println(line);
        });
        return Result.empty()
                .with("ratio_c1", ratio("drain c=1"), 2)
                .with("ratio_c5", ratio("drain c=5"), 2)
                .with("ratio_c50", ratio("drain c=50"), 2)
                .with("ratio_add", ratio("add"), 2)
                .with("ratio_addbulk", ratio("addBulk"), 2)
                .with("ratio_p50", ratio("latency p50 µs"), 2)
                .with("ratio_p99", ratio("latency p99 µs"), 2);
    }

    /** Java's median by Node's. */
    private double ratio(String what) {
        Map<String, List<Double>> of = samples.getOrDefault(what, Map.of());
        double java = median(of.getOrDefault("java", List.of()));
        double node = median(of.getOrDefault("node", List.of()));
        return java / node;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    private static double min(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    private static double max(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }
}
