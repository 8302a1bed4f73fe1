package dev.ovation.bench.settle;

import dev.ovation.bench.Bench;
import dev.ovation.bench.Benchmark;
import dev.ovation.bench.Option;
import dev.ovation.bench.Options;
import dev.ovation.bench.Result;
import dev.ovation.bench.stack.Endowment;
import dev.ovation.bench.stack.Stack;
import dev.ovation.bench.stack.Wallet;
import dev.ovation.core.economics.ClapPayout;
import dev.ovation.core.value.Wei;
import dev.ovation.standalone.child.JavaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code ./ovation bench settle}. */
public final class SettleBenchmark implements Benchmark {

    private static final List<String> MINING = List.of("--block-time", "0.25");
    private static final Duration PAST = Duration.ofDays(37);
    /** 100 TKI of a creator become 1 TK. */
    @Override
    public String name() {
        return "settle";
    }

    @Override
    public String description() {
        return "approved intents settled and creators paid at the end of an epoch, at growing sizes";
    }

    @Override
    public List<Option> options() {
        return List.of(
                new Option("sizes", "1000,10000,100000", "intents, ten of each fan, with commas between"),
                new Option("creators", "1000", "who are paid"),
                new Option("batch", "400", "intents of one batch"),
                new Option("legs", "2000", "intents of one settlement transaction at most"));
    }

    @Override
    public Result run(Options options) throws Exception {
        Path root = Path.of(System.getProperty("ovation.root", ""));
        List<Measured> all = new ArrayList<>();
        for (int size : options.integers("sizes", 10)) {
            System.out.println(size + " intents");
            Epoch epoch = Epoch.of(size, options.integer("creators", 1));
            try (Stack stack = Stack.start(root, MINING, PAST)) {
                new PrepareEpoch(stack, epoch, options.integer("batch", 1)).prepare();
                Measured measured = settle(stack, options.integer("legs", 1));
                requirePaid(stack, epoch, measured);
                all.add(measured);
                System.out.printf(
                        "  settled %,d in %.1f s, %d transactions, %,d gas each, peak heap %d MB%n",
                        measured.intents(),
                        measured.seconds(),
                        measured.transactions(),
                        measured.gasPerIntent(),
                        measured.peakHeapMb());
            }
        }
        Measured largest = all.getLast();
        Result result = Result.empty()
                .with("seconds_" + largest.intents() / 1000 + "k", largest.seconds(), 1)
                .with("gas_per_intent", largest.gasPerIntent())
                .with("peak_heap_mb", largest.peakHeapMb());
        // One size alone does not tell.
        return all.size() > 1
                ? result.with("growth_exponent", growthExponent(all), 2)
                : result.with("growth_exponent", "-");
    }

    private static Measured settle(Stack stack, int legsOfATransaction) throws IOException {
        Path result = stack.data().resolve("settled");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JavaServer.JVM_OPTIONS);
        command.addAll(List.of(
                "-Dlogback.configurationFile=" + Bench.LOGGING,
                "-cp",
                System.getProperty("java.class.path"),
                SettleProcess.class.getName(),
                result.toString(),
                Integer.toString(legsOfATransaction)));
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().putAll(stack.settings());
        Process running = process.start();
        stack.adopt(running.pid());
        int code = running.onExit().join().exitValue();
        if (code != 0) {
            throw new IllegalStateException("the settlement ended with code " + code);
        }
        return Measured.parse(Files.readString(result));
    }

    /** Every intent was settled, and every creator holds exactly what was clapped. */
    private static void requirePaid(Stack stack, Epoch epoch, Measured measured) {
        if (measured.intents() != epoch.intents()) {
            throw new IllegalStateException(
                    "only %d of %d intents were settled".formatted(measured.intents(), epoch.intents()));
        }
        Endowment endowment = new Endowment(stack);
        for (int creator = 0; creator < epoch.creators().size(); creator++) {
            int index = creator;
            long claps = Arrays.stream(epoch.creatorOfIntent())
                    .filter(each -> each == index)
                    .count();
            Wei due = ClapPayout.of(Epoch.CLAP.times(claps), Wei.ZERO).paid();
            Wallet wallet = epoch.creators().get(creator);
            Wei paid = endowment.stableOf(wallet.address());
            if (!paid.equals(due)) {
                throw new IllegalStateException(
                        "creator %d holds %s TK instead of %s".formatted(creator, paid.toTokens(), due.toTokens()));
            }
        }
    }

    /** The slope of log(seconds) over log(intents) by least squares: 1 is linear growth. */
    static double growthExponent(List<Measured> all) {
        double[] x = all.stream().mapToDouble(each -> Math.log(each.intents())).toArray();
        double[] y = all.stream().mapToDouble(each -> Math.log(each.seconds())).toArray();
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += (x[i] - meanX) * (y[i] - meanY);
            below += (x[i] - meanX) * (x[i] - meanX);
        }
        return above / below;
    }
}
