package dev.ovation.standalone;

import dev.ovation.runtime.onchain.follow.RebuildReadModel;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.Follower;
import dev.ovation.runtime.wiring.House;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./ovation rebuild}: the read model anew from the chain alone, while no server runs. */
@Command(
        name = "ovation rebuild",
        mixinStandardHelpOptions = true,
        description = "Builds the read model anew from the chain alone. Both servers must be stopped.")
public final class Rebuild implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "where files are kept (${DEFAULT-VALUE})")
    private Path data = Path.of("data");

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "3000",
            description = "the first of the ports to use (${DEFAULT-VALUE})")
    private int portBase = 3000;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Rebuild())
                .setExecutionExceptionHandler(Failures::say)
                .execute(args));
    }

    @Override
    public Integer call() {
        Console console = Console.ofTerminal();
        Path root = Path.of(System.getProperty("ovation.root", "."));
        Instance.Options options =
                new Instance.Options(root, data.toAbsolutePath(), new Ports(portBase), true, Map.of());
        try (Instance instance = Instance.startWithoutServers(options, console)) {
            Map<String, String> settings = new HashMap<>(System.getenv());
            settings.putAll(instance.connections());
            try (House house = House.open(new Environment(settings), House.Roles.NONE)) {
                RebuildReadModel.Report report = Follower.rebuild(house);
                console.step("rebuilt up to block " + report.toBlock() + ": " + report.batches() + " batches, "
                        + report.intents() + " intents");
                report.unread().forEach(text -> console.line("  not understood: " + text));
                report.unknownPayouts()
                        .forEach(id -> console.line("  a person must look at the payout of withdrawal " + id));
                return 0;
            }
        }
    }
}
