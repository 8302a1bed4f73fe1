package dev.ovation.bench.claps;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.ovation.bench.load.Requests;
import dev.ovation.bench.stack.Stack;
import dev.ovation.bench.stack.Wallet;
import dev.ovation.core.account.Account;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.standalone.child.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * The strong Node server under bench/peers/node-claps.
 *
 * @param signatures {@code viem}; {@code native}, viem's coding with native signatures; or {@code by-hand}
 */
record NodePeer(Path root, String signatures) implements Contender {

    private static final String FOLDER = "bench/peers/node-claps";

    @Override
    public String name() {
        return "node-" + signatures;
    }

    @Override
    public Requests requests(Stack stack, Fans fans, SignedClaps claps) {
        return ClapRequests.signed(fans, stack.deployment(), claps);
    }

    @Override
    public Running start(Stack stack, Fans fans) throws IOException {
        install();
        insertUsers(stack, fans.accounts());
        Wallet relayer = stack.staff().relayers().getFirst();
        int port = stack.serverPort();
        ChildProcess process = ChildProcess.start(
                stack.data(),
                name(),
                List.of("node", root.resolve(FOLDER).resolve("src/server.mjs").toString()),
                Map.of(
                        "NODE_ENV", "production",
                        "PORT", Integer.toString(port),
                        "RPC_URL", stack.rpcUrl(),
                        "MONGODB_URI", stack.mongoUri(),
                        "OVATION_DEPLOYMENT", stack.deploymentFile().toString(),
                        "RELAYER_KEY", relayer.keyHex(),
                        "JWT_PUBLIC_KEYS", TokenKeys.parse(fans.tokenKey()).published(),
                        "SIGNATURES", signatures));
        process.awaitReady(() -> listens(port), Duration.ofSeconds(30));
        return new RunningProcess(process, port);
    }

    /** What npm's lock file pins, once. */
    private void install() throws IOException {
        Path folder = root.resolve(FOLDER);
        if (Files.isDirectory(folder.resolve("node_modules"))) {
            return;
        }
        System.out.println("· installing the npm packages of " + FOLDER);
        Process npm = new ProcessBuilder("npm", "ci", "--loglevel=error")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        if (npm.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("npm ci failed in " + FOLDER);
        }
    }

    private static void insertUsers(Stack stack, List<Account> accounts) {
        ConnectionString uri = new ConnectionString(stack.mongoUri());
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase database = client.getDatabase(String.valueOf(uri.getDatabase()));
            database.getCollection("users")
                    .insertMany(accounts.stream()
                            .map(account -> new Document("_id", account.id().toString())
                                    .append("wallet", account.wallet().toString()))
                            .toList());
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
