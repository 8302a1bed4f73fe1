package dev.ovation.bench.claps;

import dev.ovation.bench.load.HttpLoad;
import dev.ovation.bench.load.LoadReport;
import dev.ovation.bench.stack.Endowment;
import dev.ovation.bench.stack.ProcessMeter;
import dev.ovation.bench.stack.Stack;
import dev.ovation.core.value.Wei;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs one contender on a stack of its own, and holds what it answered against the chain. */
final class RunContender {

    /** 10,000 TK held for 30 days at 2 % a month have earned 20,000 TKI: more claps than any run makes. */
    private static final Wei TK_OF_EACH_FAN = Wei.ofTokens(10_000);

    private static final Duration INTEREST = Duration.ofDays(30);
    private static final List<String> MINING = List.of("--block-time", "0.25");

    private final Path root;
    private final Fans fans;
    private final Duration warmUp;
    private final Duration measured;

    RunContender(Path root, Fans fans, Duration warmUp, Duration measured) {
        this.root = root;
        this.fans = fans;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /**
     * @param claps signs for a deployment; every stack has the same one
     */
    Row run(Contender contender, int connections, Function<Stack, SignedClaps> claps) throws IOException {
        try (Stack stack = Stack.start(root, MINING, INTEREST)) {
            Endowment endowment = new Endowment(stack);
            endowment.registerCreators(fans.creators());
            endowment.endow(fans.fans(), TK_OF_EACH_FAN, INTEREST);
            SignedClaps signed = claps.apply(stack);
            try (Contender.Running server = contender.start(stack, fans)) {
                stack.adopt(server.pid());
                Meters meters = new Meters(stack, server);
                HttpLoad load = new HttpLoad(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                        contender.requests(stack, fans, signed),
                        meters);
                LoadReport report = load.run(connections, warmUp, measured);
                requireOnChain(stack, endowment, report);
                report.samples().forEach((kind, sample) -> System.out.println("  " + kind + ": " + sample));
                return meters.row(contender.name(), report);
            }
        }
    }

    /** Every clap that was answered 201 is in escrow, and nothing else is. */
    private static void requireOnChain(Stack stack, Endowment endowment, LoadReport report) {
        Wei escrow = endowment.interestOf(stack.deployment().controller());
        Wei promised = ClapTerms.AMOUNT.times(report.acceptedEver());
        if (!escrow.equals(promised)) {
            throw new IllegalStateException("%d claps were answered 201, but the escrow holds %s TKI"
                    .formatted(report.acceptedEver(), escrow.toTokens()));
        }
    }

    /** Reads the processes' meters when the measured time begins and ends. */
    private static final class Meters implements HttpLoad.Watcher {

        private final Map<String, Long> pids = new LinkedHashMap<>();
        private final Map<String, Double> atStart = new LinkedHashMap<>();
        private final Map<String, Double> used = new LinkedHashMap<>();
        private long residentMb;

        Meters(Stack stack, Contender.Running server) {
            pids.put("itself", server.pid());
            pids.putAll(stack.pids());
            pids.put("load", ProcessHandle.current().pid());
        }

        @Override
        public void started() {
            pids.forEach((name, pid) -> atStart.put(name, seconds(pid)));
        }

        @Override
        public void ended() {
            pids.forEach((name, pid) -> used.put(name, seconds(pid) - atStart.getOrDefault(name, 0.0)));
            residentMb = ProcessMeter.residentMb(pids.getOrDefault("itself", 0L));
        }

        @Override
        public void progress(String line) {
            System.out.println("  " + line);
        }

        private static double seconds(long pid) {
            return ProcessMeter.cpu(pid).toMillis() / 1000.0;
        }

        Row row(String name, LoadReport report) {
            Map<String, Double> cores = new LinkedHashMap<>();
            used.forEach((process, seconds) -> cores.put(process, seconds / report.seconds()));
            cores.remove("itself");
            return new Row(name, report, used.getOrDefault("itself", 0.0), residentMb, cores);
        }
    }
}
