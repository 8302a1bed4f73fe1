package dev.ovation.standalone.child;

import dev.ovation.standalone.StartFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An Anvil node that mines each transaction at once and a block every few seconds, so that its clock goes on. */
public final class AnvilChild {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private AnvilChild() {}

    /**
     * @param root of the project, under which npm put Anvil
     * @param keepState whether the chain survives a restart
     */
    public static ChildProcess start(Path root, Path data, int port, boolean keepState) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                binary(root).toString(),
                "--port",
                String.valueOf(port),
                "--host",
                "127.0.0.1",
                "--chain-id",
                "31337",
                "--accounts",
                "16",
                "--balance",
                "1000000",
                "--block-time",
                "2",
                "--mixed-mining",
                "--hardfork",
                "osaka",
                "--quiet"));
        if (keepState) {
            Path state = Files.createDirectories(data.resolve("anvil")).resolve("state.json");
            command.addAll(List.of("--state", state.toAbsolutePath().toString(), "--state-interval", "2"));
        }
        ChildProcess process = ChildProcess.start(data, "anvil", command, Map.of());
        return process.awaitReady(() -> answers(port), Duration.ofSeconds(60));
    }

    private static Path binary(Path root) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arch =
                System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("aarch64|arm64") ? "arm64" : "amd64";
        Path binary = root.resolve("contracts/node_modules/@foundry-rs/anvil-" + os + "-" + arch + "/bin/anvil");
        if (!Files.isExecutable(binary)) {
            throw new StartFailure(
                    "Anvil is missing at " + binary + ": run npm ci in the folder contracts, or set RPC_URL.");
        }
        return binary;
    }

    private static boolean answers(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port))
                    .timeout(Duration.ofSeconds(2))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}"))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
