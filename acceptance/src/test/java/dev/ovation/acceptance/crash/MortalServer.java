package dev.ovation.acceptance.crash;

import dev.ovation.api.ApiMain;
import dev.ovation.jobs.JobMain;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.Logs;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One of our servers as a process that can die at a failpoint, as by {@code kill -9}: no hook runs, nothing is closed. It
 * says what happens to it on its output. When its input ends it goes, so that it never outlives its test.
 */
final class MortalServer {

    /** Commas between {@link Failpoint}s. */
    static final String POINTS = "TEST_DIES_AT";
    /** At which passing of any of them. */
    static final String CALL = "TEST_DIES_AT_CALL";
    /** Whether somebody outside waits for the word, to kill it. */
    static final String FROM_OUTSIDE = "TEST_DIES_FROM_OUTSIDE";

    static final String READY = "@@ ready";
    static final String NOW = "@@ now ";
    static final String DIES = "@@ dies ";

    private static final int KILLED = 137;

    private final PrintStream output = System.out;
    private final Death death;
    private final AtomicInteger passed = new AtomicInteger();

    private MortalServer(Death death) {
        this.death = death;
    }

    /**
     * @param args {@code api} or {@code jobs}
     */
    public static void main(String[] args) throws IOException {
        Logs.bridge();
        Map<String, String> env = System.getenv();
        List<Failpoint> points = Stream.of(env.getOrDefault(POINTS, "").split(","))
                .filter(text -> !text.isEmpty())
                .map(Failpoint::parse)
                .toList();
        int call = Integer.parseInt(env.getOrDefault(CALL, "0"));
        new MortalServer(new Death(Boolean.parseBoolean(env.get(FROM_OUTSIDE)), points, call)).run(args[0]);
    }

    private void run(String kind) throws IOException {
        MortalPorts ports = new MortalPorts(this::pass);
        Environment env = new Environment(System.getenv());
        AutoCloseable _ = kind.equals("api") ? ApiMain.start(env, ports) : JobMain.start(env, ports);
        output.println(READY);
        boolean orderly = System.in.read() >= 0;
        if (orderly) {
            System.exit(0);
        }
        Runtime.getRuntime().halt(KILLED);
    }

    private void pass(Failpoint point) {
        if (!death.at().contains(point) || passed.incrementAndGet() != death.call()) {
            return;
        }
        if (death.fromOutside()) {
            output.println(NOW + point);
        } else {
            output.println(DIES + point);
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
