package dev.ovation.bench.stack;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.rpc.RpcCall;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcLimits;
import dev.ovation.chain.rpc.RpcRequest;
import dev.ovation.chain.signer.KeySigner;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.DeployContracts;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.standalone.Ports;
import dev.ovation.standalone.child.ChildProcess;
import dev.ovation.standalone.child.RedisChild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fresh Anvil, Redis and MongoDB protocol, and the contracts on it. All of it is gone after {@link #close()}. Where
 * {@code MONGODB_URI} is set (with no database in it), a database of that server is used instead and dropped at the end.
 */
public final class Stack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Beyond all that a benchmark mints. */
    private static final Wei MINT_LIMIT = Wei.ofTokens(100_000_000_000L);

    private static final Wei GAS_MONEY = Wei.ofTokens(1_000_000);

    private final Path data;
    private final Ports ports;
    private final ChildProcess anvil;
    private final ChildProcess redis;
    private final Optional<ChildProcess> mongo;
    private final String mongoUri;
    private final HttpEndpoint rpc;
    private final List<ProcessHandle> adopted = new CopyOnWriteArrayList<>();
    private final Thread atExit = new Thread(this::stop);
    private final Staff staff = Staff.ofBench();
    private final Deployment deployment;

    private Stack(Path root, List<String> mining, Instant genesis) throws IOException {
        data = Files.createTempDirectory("ovation-bench");
        ports = Ports.anyFree();
        Runtime.getRuntime().addShutdownHook(atExit);
        anvil = AnvilProcess.start(root, data, ports.anvil(), mining, genesis.getEpochSecond());
        redis = RedisChild.start(data, root.resolve(".cache"), ports.redis());
        Optional<String> own = Optional.ofNullable(System.getenv("MONGODB_URI"));
        mongo = own.isPresent() ? Optional.empty() : Optional.of(MongoProcess.start(data, ports.mongo()));
        mongoUri = own.orElse("mongodb://127.0.0.1:" + ports.mongo()) + "/ovation_bench_"
                + ProcessHandle.current().pid() + "_" + ports.base();
        mongo.ifPresent(process -> process.awaitReady(() -> listens(ports.mongo()), PATIENCE));
        anvil.awaitReady(() -> listens(ports.anvil()), PATIENCE);
        rpc = new HttpEndpoint(
                "anvil", URI.create(rpcUrl()), Map.of(), new RpcLimits(Duration.ofSeconds(60), 256L << 20, 200));
        deployment = deploy();
        deployment.write(deploymentFile());
    }

    /**
     * @param root of the project
     * @param mining how Anvil makes blocks
     * @param past how long ago the chain's clock starts, so that interest can accrue up to now
     */
    public static Stack start(Path root, List<String> mining, Duration past) throws IOException {
        return new Stack(root, mining, Instant.now().minus(past));
    }

    private Deployment deploy() {
        staff.all().forEach(wallet -> setNativeBalance(wallet.address(), GAS_MONEY));
        DeploySettings settings = new DeploySettings(200, MINT_LIMIT, Duration.ofDays(2));
        return new DeployContracts(
                        rpc,
                        new KeySigner(staff.deployer().key()),
                        Optional.of(new KeySigner(staff.admin().key())))
                .deploy(staff.roles(), settings);
    }

    public Path data() {
        return data;
    }

    /** A port that nothing of this stack listens on. */
    public int serverPort() {
        return ports.api();
    }

    public Staff staff() {
        return staff;
    }

    public RpcClient rpc() {
        return rpc;
    }

    public String rpcUrl() {
        return "http://127.0.0.1:" + ports.anvil();
    }

    public String redisUrl() {
        return "redis://127.0.0.1:" + ports.redis();
    }

    public String mongoUri() {
        return mongoUri;
    }

    public Deployment deployment() {
        return deployment;
    }

    public Path deploymentFile() {
        return data.resolve("deployment.json");
    }

    /** What both of our servers are told: where everything is, and the keys of all roles. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("OVATION_PROFILE", "development");
        settings.put("MONGODB_URI", mongoUri);
        settings.put("REDIS_URL", redisUrl());
        settings.put("RPC_URL", rpcUrl());
        settings.put("RPC_WS_URL", rpcUrl().replaceFirst("^http", "ws"));
        settings.put("OVATION_DEPLOYMENT", deploymentFile().toString());
        settings.put(
                "RELAYER_KEYS", staff.relayers().stream().map(Wallet::keyHex).collect(Collectors.joining(",")));
        settings.put("COMPLIANCE_KEY", staff.compliance().keyHex());
        settings.put("SETTLER_KEY", staff.settler().keyHex());
        settings.put("TREASURER_KEY", staff.treasurer().keyHex());
        // Nobody pays in during a run.
        settings.put("SANDBOX_GATEWAY_URL", "http://127.0.0.1:9");
        return settings;
    }

    /** The processes that can be measured, by name. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("anvil", anvil.pid());
        mongo.ifPresent(process -> pids.put("mongo", process.pid()));
        pids.put("redis", redis.pid());
        return pids;
    }

    /** Ends this process too, if it still runs, when the stack or this program ends. */
    public void adopt(long pid) {
        ProcessHandle.of(pid).ifPresent(adopted::add);
    }

    /** Moves the chain's clock on; the next block has the new time. */
    public void passTime(Duration by) {
        ask("evm_increaseTime", by.toSeconds());
        ask("anvil_mine", "0x1", "0x0");
    }

    /** Makes Anvil give an account native coins, which pay for gas and are no money of ours. */
    private void setNativeBalance(Address account, Wei wei) {
        ask("anvil_setBalance", account.toString(), "0x" + wei.value().toString(16));
    }

    private void ask(String method, Object... parameters) {
        rpc.call(new RpcCall<>(RpcRequest.of(method, parameters), json -> json.toString()));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (mongo.isEmpty()) {
            try (MongoClient client = MongoClients.create(mongoUri)) {
                client.getDatabase(mongoUri.substring(mongoUri.lastIndexOf('/') + 1))
                        .drop();
            }
        }
        rpc.close();
        stop();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void stop() {
        adopted.forEach(ProcessHandle::destroyForcibly);
        Stream.of(
                        Optional.ofNullable(anvil),
                        Optional.ofNullable(redis),
                        Optional.ofNullable(mongo).flatMap(m -> m))
                .flatMap(Optional::stream)
                .forEach(ChildProcess::kill);
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("could not remove " + data + ": " + e.getMessage());
        }
    }
}
