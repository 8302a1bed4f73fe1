package dev.ovation.standalone;

import dev.ovation.standalone.demo.DemoFailure;
import dev.ovation.standalone.demo.Story;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./ovation demo}: the whole story on a fresh instance of its own, which is gone afterwards. */
@Command(
        name = "ovation demo",
        mixinStandardHelpOptions = true,
        description = "Plays the whole story on a fresh instance of its own, and prints it.")
public final class Demo implements Callable<Integer> {

    private static final String ADMIN = "admin@example.com";

    public static void main(String[] args) {
        System.exit(new CommandLine(new Demo())
                .setExecutionExceptionHandler(Failures::say)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofTerminal();
        long start = System.nanoTime();
        Path root = Path.of(System.getProperty("ovation.root", "."));
        Path data = Files.createTempDirectory("ovation-demo");
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        Map<String, String> settings = Map.of(
                "ADMIN_EMAIL", ADMIN,
                "ADMIN_PASSWORD", password,
                "APPROVAL_HOLD", "0s",
                "API_RATE_CREDENTIALS", "1000",
                "API_RATE_PER_ADDRESS", "100000",
                "API_RATE_PER_ACCOUNT", "100000",
                "LOG_FORMAT", "text");
        Instance instance = Instance.start(new Instance.Options(root, data, Ports.anyFree(), false, settings), console);
        Thread stop = new Thread(instance::close);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            Story story = new Story(
                    console,
                    instance.apiUrl(),
                    instance.jobsUrl(),
                    instance.rpcUrl().toString(),
                    instance.deployment().block(),
                    ADMIN,
                    password);
            BigInteger difference = story.play();
            int transactions = story.transactions();
            long seconds = (System.nanoTime() - start) / 1_000_000_000L;
            console.line("");
            console.line((difference.signum() == 0 ? "DEMO OK" : "DEMO FAILED") + "  difference " + difference
                    + " wei  transactions " + transactions + "  seconds " + seconds);
            instance.close();
            delete(data);
            return difference.signum() == 0 ? 0 : 1;
        } catch (DemoFailure e) {
            console.line("");
            console.line("The logs are in " + data.resolve("logs") + ".");
            console.line("DEMO FAILED  " + e.getMessage());
            return 1;
        } finally {
            Runtime.getRuntime().removeShutdownHook(stop);
            instance.close();
        }
    }

    private static void delete(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
