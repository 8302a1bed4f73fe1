package dev.ovation.standalone;

import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.gateway.GatewaySettings;
import dev.ovation.runtime.sandbox.SandboxPaymentGateway;
import dev.ovation.runtime.sandbox.SandboxSettings;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.standalone.child.AnvilChild;
import dev.ovation.standalone.child.ChildProcess;
import dev.ovation.standalone.child.JavaServer;
import dev.ovation.standalone.child.RedisChild;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Everything of one development instance: Redis, MongoDB's protocol, Anvil, the contracts, the sandbox payment gateway
 * and both servers, on the loopback address. What the environment names by MONGODB_URI, REDIS_URL or RPC_URL is used
 * instead of an own one. Closing it stops all that it started, last first.
 */
public final class Instance implements AutoCloseable {

    /**
     * @param root of the project
     * @param data where files are kept
     * @param keepChain whether the chain outlives this instance
     * @param settings for both servers, on top of the instance's own
     */
    public record Options(Path root, Path data, Ports ports, boolean keepChain, Map<String, String> settings) {}

    private final Options options;
    private final Console console;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<ChildProcess> children = new ArrayList<>();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private volatile boolean closing;
    private String mongoUri = "";
    private URI redisUrl = URI.create("redis://127.0.0.1");
    private URI rpcUrl = URI.create("http://127.0.0.1");

    private Instance(Options options, Console console) {
        this.options = options;
        this.console = console;
    }

    /**
     * Starts everything and waits until both servers are ready.
     *
     * @throws StartFailure in one sentence; what was started is stopped again
     */
    public static Instance start(Options options, Console console) {
        Instance instance = new Instance(options, console);
        try {
            instance.startAll();
            return instance;
        } catch (IOException e) {
            instance.close();
            throw new StartFailure("The folder " + options.data() + " can't be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    /** Starts the data layer and the chain only, for work on them while both servers stand still. */
    static Instance startWithoutServers(Options options, Console console) {
        Instance instance = new Instance(options, console);
        try {
            instance.startParts();
            return instance;
        } catch (IOException e) {
            instance.close();
            throw new StartFailure("The folder " + options.data() + " can't be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    private void startAll() throws IOException {
        startParts();
        startGateway();
        startServers();
    }

    private void startParts() throws IOException {
        Files.createDirectories(options.data());
        lockData();
        List<String> ended = ChildProcess.endLeftOvers(options.data());
        if (!ended.isEmpty()) {
            console.step("ended what an earlier start left behind: " + String.join(", ", ended));
        }
        options.ports().requireFree();
        startDataLayer();
        new InstanceContracts(options.data(), rpcUrl).deployOrReuse(console);
    }

    private void lockData() throws IOException {
        FileChannel channel =
                new RandomAccessFile(options.data().resolve("instance.lock").toFile(), "rw").getChannel();
        started.push(channel);
        try {
            if (channel.tryLock() == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        }
    }

    private StartFailure inUse() {
        return new StartFailure(
                "Another instance runs over " + options.data() + "; choose another folder with --data.");
    }

    private void startDataLayer() {
        Ports ports = options.ports();
        Path cache = options.root().resolve(".cache");
        // Platform threads: these three load and initialise half the class path at once, and two virtual threads that
        // wait for a third one's lock inside a class initialiser hold both carriers of a two-core machine for ever.
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            CompletableFuture<String> mongo = concurrently(
                    threads,
                    () -> given("MONGODB_URI").orElseGet(() -> {
                        MongoProtocolServer server = MongoProtocolServer.start(options.data(), ports.mongo());
                        push(server);
                        return server.uri();
                    }));
            CompletableFuture<String> redis = concurrently(threads, () -> {
                if (given("REDIS_URL").isEmpty()) {
                    watch(RedisChild.start(options.data(), cache, ports.redis()));
                }
                return given("REDIS_URL").orElse("redis://127.0.0.1:" + ports.redis());
            });
            CompletableFuture<String> rpc = concurrently(threads, () -> {
                if (given("RPC_URL").isEmpty()) {
                    watch(AnvilChild.start(options.root(), options.data(), ports.anvil(), options.keepChain()));
                }
                return given("RPC_URL").orElse("http://127.0.0.1:" + ports.anvil());
            });
            mongoUri = join(mongo);
            redisUrl = URI.create(join(redis));
            rpcUrl = URI.create(join(rpc));
        }
        console.step("Redis, MongoDB's protocol and Anvil are there"
                + (embedded() ? " (embedded: for development only)" : ""));
    }

    private boolean embedded() {
        return given("MONGODB_URI").isEmpty()
                || given("REDIS_URL").isEmpty()
                || given("RPC_URL").isEmpty();
    }

    private static Optional<String> given(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(text -> !text.isBlank());
    }

    private void startGateway() {
        SandboxSettings settings = SandboxSettings.local(
                        options.ports().gateway(),
                        GatewaySettings.DEVELOPMENT_API_KEY,
                        List.of(GatewaySettings.DEVELOPMENT_WEBHOOK_SECRET))
                .reportingTo(URI.create(apiUrl() + "/api/webhooks/payments/sandbox"))
                .rememberingIn(options.data().resolve("sandbox-gateway.jsonl"));
        push(SandboxPaymentGateway.start(settings, Clock.systemUTC()));
    }

    private void startServers() {
        Map<String, String> common = new LinkedHashMap<>(connections());
        common.put("API_HOST", "127.0.0.1");
        common.put("JOBS_HOST", "127.0.0.1");
        common.put("PAYMENT_GATEWAY", "sandbox");
        common.put("SANDBOX_GATEWAY_URL", "http://127.0.0.1:" + options.ports().gateway());
        // Creators are registered on the chain by a sweep: nobody at a desk waits half a minute for that.
        common.put("SWEEP_EVERY", "1s");
        common.putAll(options.settings());

        String tokenKey = tokenKey();
        Map<String, String> api = new LinkedHashMap<>(common);
        api.put("API_PORT", String.valueOf(options.ports().api()));
        api.put("JWT_KEYS", tokenKey);
        api.put("RELAYER_KEYS", String.join(",", DevelopmentKeys.RELAYERS));
        Map<String, String> jobs = new LinkedHashMap<>(common);
        jobs.put("JOBS_PORT", String.valueOf(options.ports().jobs()));
        jobs.put("JWT_PUBLIC_KEYS", TokenKeys.parse(tokenKey).published());
        jobs.put("RELAYER_KEYS", String.join(",", DevelopmentKeys.RELAYERS));
        jobs.put("COMPLIANCE_KEY", DevelopmentKeys.COMPLIANCE);
        jobs.put("SETTLER_KEY", DevelopmentKeys.SETTLER);
        jobs.put("TREASURER_KEY", DevelopmentKeys.TREASURER);

        JavaServer apiServer = new JavaServer(
                "api",
                "dev.ovation.api.ApiMain",
                options.data(),
                options.ports().api(),
                api);
        JavaServer jobServer = new JavaServer(
                "jobs",
                "dev.ovation.jobs.JobMain",
                options.data(),
                options.ports().jobs(),
                jobs);
        ChildProcess apiProcess = apiServer.start();
        watch(apiProcess);
        ChildProcess jobProcess = jobServer.start();
        watch(jobProcess);
        apiServer.awaitReady(apiProcess);
        jobServer.awaitReady(jobProcess);
        console.step("the API server (pid " + apiProcess.pid() + ") and the job server (pid " + jobProcess.pid()
                + ") are ready");
    }

    /** The settings that say where the parts of this instance are. */
    Map<String, String> connections() {
        Map<String, String> connections = new LinkedHashMap<>(Map.of(
                "OVATION_PROFILE", "development",
                "MONGODB_URI", mongoUri,
                "REDIS_URL", redisUrl.toString(),
                "RPC_URL", rpcUrl.toString(),
                "OVATION_DEPLOYMENT",
                        options.data()
                                .resolve(InstanceContracts.FILE)
                                .toAbsolutePath()
                                .toString()));
        if (given("RPC_URL").isEmpty()) {
            connections.put("RPC_WS_URL", "ws://127.0.0.1:" + options.ports().anvil());
        }
        return connections;
    }

    /** Made at the first start, so that sessions survive a restart. */
    private String tokenKey() {
        Path file = options.data().resolve("token-key.json");
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, TokenKeys.newKey(new SecureRandom()));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartFailure("The file " + file + " can't be used: " + e.getMessage(), e);
        }
    }

    private synchronized void push(AutoCloseable part) {
        started.push(part);
    }

    private synchronized void watch(ChildProcess child) {
        started.push(child);
        children.add(child);
        child.ended().thenAccept(code -> {
            if (!closing) {
                broken.complete(child.name() + " (pid " + child.pid() + ") ended unexpectedly with code " + code
                        + "; its log is " + options.data().resolve("logs").resolve(child.name() + ".log") + ".");
            }
        });
    }

    public String apiUrl() {
        return "http://127.0.0.1:" + options.ports().api();
    }

    public String jobsUrl() {
        return "http://127.0.0.1:" + options.ports().jobs();
    }

    public String gatewayUrl() {
        return "http://127.0.0.1:" + options.ports().gateway();
    }

    public Deployment deployment() {
        return Deployment.read(options.data().resolve(InstanceContracts.FILE)).orElseThrow();
    }

    public URI rpcUrl() {
        return rpcUrl;
    }

    /** Done, with a sentence, when a process that should run has ended. */
    public CompletableFuture<String> broken() {
        return broken;
    }

    @Override
    public void close() {
        closing = true;
        List<AutoCloseable> parts;
        synchronized (this) {
            parts = new ArrayList<>(started);
            started.clear();
        }
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                console.line("stopping a part failed: " + e.getMessage());
            }
        }
    }

    private static <T> CompletableFuture<T> concurrently(ExecutorService threads, Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new StartFailure("A part can't be started: " + e.getMessage(), e);
                    }
                },
                threads);
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StartFailure failure) {
                throw failure;
            }
            throw e;
        }
    }
}
