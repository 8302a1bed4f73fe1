package dev.ovation.chain.testing;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.PrivateKey;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.rpc.RpcCall;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcLimits;
import dev.ovation.chain.rpc.RpcRequest;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A fresh Anvil on a port of the system's choosing. It ends with {@link #close()}, and also when this JVM dies in any
 * way: a shell waits for the pipe from here to break and then kills it.
 */
public final class AnvilNode implements AutoCloseable {

    /** The keys of Anvil's well-known mnemonic, in its order; worth nothing anywhere else. */
    private static final List<String> KEYS = List.of(
            "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
            "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
            "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
            "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
            "47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a",
            "8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba",
            "92db14e403b83dfe3df233f83dfa3a0d7096f21ca9b0d6d6b8d88b2b4ec1564e",
            "4bbbf85ce3377467afe5d46f804f221813b2bb87f24d81f60f1fcdbf7cbf4356",
            "dbda1821b80551c9d65939329250298aa3472ba22feea921c0cf5d620ea67b97",
            "2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6");

    private static final String GUARD = "\"$@\" & child=$!; cat >/dev/null; kill -9 $child 2>/dev/null";

    private final Process guard;
    private final URI url;
    private final HttpEndpoint endpoint;

    private AnvilNode(Process guard, URI url) {
        this.guard = guard;
        this.url = url;
        this.endpoint =
                new HttpEndpoint("anvil", url, Map.of(), new RpcLimits(Duration.ofSeconds(20), 256L << 20, 200));
    }

    /** Mines a block for each transaction; ten accounts with 10,000 of the native coin. */
    public static AnvilNode start(String... options) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh", binary().toString(), "--port", "0"));
        command.addAll(List.of(options));
        try {
            Process guard =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<Integer> port = new CompletableFuture<>();
            Thread.ofVirtual().name("anvil-output").start(() -> readOutput(guard, port));
            return new AnvilNode(guard, URI.create("http://127.0.0.1:" + port.get(30, TimeUnit.SECONDS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Anvil did not start: " + e.getMessage(), e);
        }
    }

    /** No block is mined until {@link #mine}. */
    public static AnvilNode startManual(String... options) {
        return start(Stream.concat(Stream.of("--no-mining"), Stream.of(options)).toArray(String[]::new));
    }

    private static void readOutput(Process guard, CompletableFuture<Integer> port) {
        StringBuilder heard = new StringBuilder();
        try (BufferedReader output = guard.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith("Listening on ")) {
                    port.complete(Integer.parseInt(
                            line.substring(line.lastIndexOf(':') + 1).strip()));
                } else if (!port.isDone()) {
                    heard.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            heard.append(e.getMessage());
        }
        port.completeExceptionally(new IllegalStateException(heard.toString()));
    }

    /** The binary that npm unpacked for this platform, found upwards from the working folder. */
    private static Path binary() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path packages = folder.resolve("contracts/node_modules/@foundry-rs");
            if (Files.isDirectory(packages)) {
                try (Stream<Path> found = Files.list(packages)) {
                    return found.map(platform -> platform.resolve("bin/anvil"))
                            .filter(Files::isExecutable)
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("no Anvil for this platform in " + packages));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("Anvil is missing: run npm ci in contracts");
    }

    public URI url() {
        return url;
    }

    public URI webSocketUrl() {
        return URI.create(url.toString().replace("http://", "ws://"));
    }

    /** A client straight to the node. */
    public RpcClient client() {
        return endpoint;
    }

    /** The signer of one of the first ten funded accounts. */
    public Signer signer(int index) {
        return new KeySigner(PrivateKey.of(KEYS.get(index)));
    }

    /** The private key of one of the first ten funded accounts, in hexadecimal digits with their 0x. */
    public static String key(int index) {
        return "0x" + KEYS.get(index);
    }

    public JsonNode rpc(String method, Object... params) {
        return client().call(new RpcCall<>(RpcRequest.of(method, params), json -> json));
    }

    public void mine(int blocks) {
        rpc("anvil_mine", "0x" + Integer.toHexString(blocks), "0x0");
    }

    public void automine(boolean on) {
        rpc("evm_setAutomine", on);
    }

    public void increaseTime(Duration by) {
        rpc("evm_increaseTime", by.toSeconds());
        mine(1);
    }

    public void setNextBlockTimestamp(long seconds) {
        rpc("evm_setNextBlockTimestamp", seconds);
    }

    public void setNextBaseFee(Wei perGas) {
        rpc("anvil_setNextBlockBaseFeePerGas", "0x" + perGas.value().toString(16));
    }

    /** Replaces the last blocks by as many others, without their transactions. */
    public void reorg(int depth) {
        rpc("anvil_reorg", depth, List.of());
    }

    /** Replaces the newest blocks by as many others, of which the first holds a transaction. */
    public void reorgWith(int depth, Bytes rawTransaction) {
        rpc("anvil_reorg", depth, List.of(List.of(rawTransaction.toString(), 0)));
    }

    public String snapshot() {
        return rpc("evm_snapshot").asString();
    }

    public void revert(String snapshot) {
        rpc("evm_revert", snapshot);
    }

    /** Takes the last blocks away and puts none in their place. */
    public void rollBack(int depth) {
        rpc("anvil_rollback", depth);
    }

    public void dropTransaction(Bytes32 hash) {
        rpc("anvil_dropTransaction", hash.toString());
    }

    public void dropAllTransactions() {
        rpc("anvil_dropAllTransactions");
    }

    /** How many transactions wait for a block. */
    public long waiting() {
        return Long.decode(rpc("txpool_status").path("pending").asString("0x0"));
    }

    public void setBalance(Address account, Wei balance) {
        rpc("anvil_setBalance", account.toString(), "0x" + balance.value().toString(16));
    }

    public long blockNumber() {
        return client().call(EvmCalls.blockNumber());
    }

    /** Sends from one of the node's own unlocked accounts, past every owner: a stranger with our key. */
    public Bytes32 sendUnlocked(Address from, Address to, Bytes data, long nonce) {
        return Bytes32.of(rpc(
                        "eth_sendTransaction",
                        Map.of(
                                "from", from.toString(),
                                "to", to.toString(),
                                "data", data.toString(),
                                "gas", "0x30d40",
                                "nonce", "0x" + Long.toHexString(nonce)))
                .asString());
    }

    @Override
    public void close() {
        endpoint.close();
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(10, TimeUnit.SECONDS)) {
                guard.destroyForcibly();
            }
        } catch (IOException e) {
            guard.destroyForcibly();
        } catch (InterruptedException e) {
            guard.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
