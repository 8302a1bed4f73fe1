package dev.ovation.bench.stack;

import dev.ovation.standalone.child.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts an Anvil from npm's package, on a fresh chain. */
final class AnvilProcess {

    private AnvilProcess() {}

    /**
     * @param root of the project
     * @param mining how blocks come, such as {@code --block-time 0.25}
     * @param genesis second since 1970 at which the chain's clock starts
     */
    static ChildProcess start(Path root, Path data, int port, List<String> mining, long genesis) {
        List<String> command = new ArrayList<>(List.of(
                binary(root).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--chain-id",
                "31337",
                "--accounts",
                "1",
                "--hardfork",
                "osaka",
                "--gas-limit",
                "60000000",
                "--timestamp",
                Long.toString(genesis),
                "--quiet"));
        command.addAll(mining);
        return ChildProcess.start(data, "anvil", command, Map.of());
    }

    private static Path binary(Path root) {
        Path packages = root.resolve("contracts/node_modules/@foundry-rs");
        try (Stream<Path> found = Files.list(packages)) {
            return found.map(platform -> platform.resolve("bin/anvil"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no Anvil for this platform in " + packages));
        } catch (IOException e) {
            throw new UncheckedIOException("Anvil is missing: run ./ovation build first", e);
        }
    }
}
