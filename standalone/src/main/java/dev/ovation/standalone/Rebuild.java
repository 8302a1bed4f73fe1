package dev.ovation.standalone;

import dev.ovation.runtime.onchain.follow.RebuildReadModel;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.Follower;
import dev.ovation.runtime.wiring.House;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./ovation rebuild}: the read model anew from the chain alone, while no server runs. */
@Command(
        name = "ovation rebuild",
        mixinStandardHelpOptions = true,
        description = "Builds the read model anew from the chain alone. Both servers must be stopped.")
public final class Rebuild implements Callable<Integer> {

    @Mixin
    private Place place = new Place();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Rebuild())
                .setExecutionExceptionHandler(Failures::say)
                .execute(args));
    }

    @Override
    public Integer call() {
        Console console = Console.ofTerminal();
        try (Instance instance = Instance.startWithoutServers(place.instance(), console)) {
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
