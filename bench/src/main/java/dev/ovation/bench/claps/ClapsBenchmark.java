package dev.ovation.bench.claps;

import dev.ovation.bench.Benchmark;
import dev.ovation.bench.InvalidOption;
import dev.ovation.bench.Option;
import dev.ovation.bench.Options;
import dev.ovation.bench.Result;
import dev.ovation.bench.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code ./ovation bench claps}. */
public final class ClapsBenchmark implements Benchmark {

    private static final int BLOCKS_PER_SECOND = 4;
    private static final String OURS = "ovation";
    private static final String STANDING = "ovation-standing";
    private static final String NATIVE = "node-native";
    private static final String BY_HAND = "node-by-hand";
    private static final String VIEM = "node-viem";

    @Override
    public String name() {
        return "claps";
    }

    @Override
    public String description() {
        return "claps a second from HTTP to 201 after receipt and database write, ours and a strong Node server's";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("seconds", "60", "measured, for each row"),
                new Option("warmup", "60", "seconds before that"),
                new Option(
                        "connections",
                        "128,2048",
                        "keep-alive HTTP/1.1 connections, one request under way on each; every row once for each number"),
                new Option("fans", "1000", "who clap in turn"),
                new Option("creators", "100", "whom they clap for"),
                new Option("signed", "4000", "claps signed beforehand for each second of a row"),
                new Option(
                        "rows",
                        String.join(",", OURS, STANDING, NATIVE, BY_HAND, VIEM),
                        "which ones, with commas between"));
    }

    @Override
    public Result run(Options options) throws Exception {
        int seconds = options.integer("seconds", 1);
        int warmUp = options.integer("warmup", 0);
        Fans fans = Fans.create(options.integer("fans", 1), options.integer("creators", 1));
        int rounds =
                options.integer("signed", 1) * (seconds + warmUp) / fans.fans().size() + 1;
        Path root = Path.of(System.getProperty("ovation.root", ""));
        List<Contender> contenders = new ArrayList<>();
        for (String row : options.list("rows")) {
            contenders.add(contender(root, row));
        }
        RunContender runContender =
                new RunContender(root, fans, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        System.out.println("fresh Anvil for each row: --block-time 0.25 --hardfork osaka --gas-limit 60000000; "
                + fans.fans().size() + " fans with 20,000 TKI each, "
                + fans.creators().size() + " creators");
        Function<Stack, SignedClaps> signed = signedOnce(fans, rounds);
        Map<String, Row> last = new LinkedHashMap<>();
        for (int connections : options.integers("connections", 1)) {
            last.clear();
            for (Contender contender : contenders) {
                System.out.println(contender.name() + ", " + connections + " connections");
                last.put(contender.name(), runContender.run(contender, connections, signed));
            }
            System.out.printf(
                    "%n%d connections: a block each 0.25 s answers at most %d claps/s, whoever serves them%n%s%n",
                    connections, connections * BLOCKS_PER_SECOND, Row.heading());
            last.values().forEach(row -> System.out.println(row.line()));
            System.out.println();
        }
        return result(last);
    }

    /** The stacks are alike to the last address, so that the same signatures serve all of them. */
    private static Function<Stack, SignedClaps> signedOnce(Fans fans, int rounds) {
        Map<String, SignedClaps> byDeployment = new LinkedHashMap<>();
        return stack ->
                byDeployment.computeIfAbsent(stack.deployment().validator().toString(), _ -> {
                    System.out.println(
                            "  signing " + (long) rounds * fans.fans().size() + " claps");
                    return SignedClaps.sign(fans, stack.deployment(), rounds);
                });
    }

    private static Contender contender(Path root, String row) {
        return switch (row) {
            case OURS -> new OurServer(false);
            case STANDING -> new OurServer(true);
            case NATIVE -> new NodePeer(root, "native");
            case BY_HAND -> new NodePeer(root, "by-hand");
            case VIEM -> new NodePeer(root, "viem");
            default -> throw new InvalidOption("there is no row " + row);
        };
    }

    private static Result result(Map<String, Row> rows) {
        Optional<Row> ours = Optional.ofNullable(rows.get(OURS));
        Optional<Row> peer = Optional.ofNullable(rows.get(NATIVE));
        return Result.empty()
                .with("claps_per_s", figure(ours, row -> row.load().perSecond(), 0))
                .with("peer_native_per_s", figure(peer, row -> row.load().perSecond(), 0))
                .with(
                        "ratio",
                        figure(
                                ours.filter(_ -> peer.isPresent()),
                                row -> row.load().perSecond()
                                        / peer.orElseThrow().load().perSecond(),
                                2))
                .with("cpu_ms_per_clap", figure(ours, Row::cpuMillisPerClap, 3))
                .with("peer_cpu_ms_per_clap", figure(peer, Row::cpuMillisPerClap, 3))
                .with("p50_ms", figure(ours, row -> row.load().milliseconds(50), 0))
                .with("p99_ms", figure(ours, row -> row.load().milliseconds(99), 0))
                .with("errors", figure(ours, row -> (double) row.load().errors(), 0))
                .with("rss_mb", figure(ours, row -> (double) row.residentMb(), 0));
    }

    /** A dash where the row was not run. */
    private static String figure(Optional<Row> row, Function<Row, Double> figure, int decimals) {
        return row.map(figure)
                .map(value -> String.format(Locale.ROOT, "%." + decimals + "f", value))
                .orElse("-");
    }
}
