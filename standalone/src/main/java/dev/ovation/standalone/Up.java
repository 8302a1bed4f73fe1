package dev.ovation.standalone;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./ovation up}: everything on this machine, in the foreground, until Ctrl-C. */
@Command(
        name = "ovation up",
        mixinStandardHelpOptions = true,
        description = "Runs everything on this machine, for development. Ctrl-C stops it.")
public final class Up implements Callable<Integer> {

    @Mixin
    private Place place = new Place();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Up())
                .setExecutionExceptionHandler(Failures::say)
                .execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Console console = Console.ofTerminal();
        Instance instance = Instance.start(place.instance(), console);
        CountDownLatch stopping = new CountDownLatch(1);
        Thread stop = new Thread(() -> {
            stopping.countDown();
            console.line("");
            console.step("stopping");
            instance.close();
            console.step("stopped; everything is kept in " + place.data());
        });
        Runtime.getRuntime().addShutdownHook(stop);
        welcome(console, instance);
        String sentence = instance.broken().join();
        // A terminal's Ctrl-C reaches the children as well, and they may be quicker than our own stop.
        if (stopping.await(1, TimeUnit.SECONDS)) {
            stop.join();
            return 0;
        }
        Runtime.getRuntime().removeShutdownHook(stop);
        console.line("ovation: " + sentence);
        instance.close();
        return 1;
    }

    private void welcome(Console console, Instance instance) {
        console.title("Ovation is up");
        console.line("  API              " + instance.apiUrl() + "   docs at " + instance.apiUrl() + "/docs");
        console.line("  job server       " + instance.jobsUrl());
        console.line("  payment gateway  " + instance.gatewayUrl() + "   (a sandbox: no money moves)");
        console.line("  chain            " + instance.rpcUrl());
        console.line("  files            " + place.data());
        console.line("");
        console.line("  curl -s " + instance.apiUrl() + "/ready");
        console.line("");
        console.line("These parts are for development. Ctrl-C stops them.");
    }
}
