package dev.ovation.acceptance.simulation;

import dev.ovation.api.ApiMain;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.Relay;
import dev.ovation.core.value.Address;
import dev.ovation.jobs.JobMain;
import dev.ovation.runtime.deploy.DeployContracts;
import dev.ovation.runtime.deploy.DeploySettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.deploy.RoleAddresses;
import dev.ovation.runtime.gateway.GatewaySettings;
import dev.ovation.runtime.gateway.SandboxGateway;
import dev.ovation.runtime.gateway.WebhookSignature;
import dev.ovation.runtime.journal.MongoChainCheckpoint;
import dev.ovation.runtime.sandbox.SandboxPaymentGateway;
import dev.ovation.runtime.sandbox.SandboxSettings;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.wiring.Surround;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.testing.MongoServer;
import dev.ovation.store.testing.RedisServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;

/**
 * All of Ovation: both servers with their own wiring, a real Redis, MongoDB's protocol, Anvil behind two endpoints that
 * can be made to fail, and the sandbox gateway.
 */
public final class House implements AutoCloseable {

    static final String ADMIN = "admin@example.com";
    static final String PASSWORD = "correct horse battery staple";
    private static final Duration DROP_LOOK = Duration.ofMillis(5);
    private static final int[] RELAYERS = {1, 2, 8, 9};

    public final AnvilNode anvil;
    /** The endpoint that the servers ask first. */
    final FaultyProxy rpc;
    /** The endpoint that they fall back to. */
    final FaultyProxy secondRpc;
    /** On which the chain tells of new blocks. */
    final Relay webSocket;

    public final RedisServer redis = RedisServer.start();
    public final MongoServer mongo = MongoServer.start();
    public final SandboxPaymentGateway gateway;
    public final Deployment deployment;
    public final RunningServer api = new RunningServer(env -> ApiMain.start(env, Surround.nothing()), "API_PORT");
    public final RunningServer jobs = new RunningServer(env -> JobMain.start(env, Surround.nothing()), "JOBS_PORT");
    final Wallet denied;
    final int confirmations;
    private final Mongo database = mongo.connect();
    private final MongoChainCheckpoint checkpoint = new MongoChainCheckpoint(database.database(), "contracts");
    private final Map<String, String> settings = new HashMap<>();
    private final WebhookSignature webhookSignature = new WebhookSignature(
            List.of(GatewaySettings.DEVELOPMENT_WEBHOOK_SECRET), Duration.ofMinutes(5), Clock.systemUTC());
    private final Object mining = new Object();
    private volatile boolean closing;

    /**
     * @param more settings for both servers
     */
    House(Wallet denied, Map<String, String> more) {
        this(denied, 1, more);
    }

    /**
     * @param confirmations after which a transaction counts
     * @param more settings for both servers
     */
    House(Wallet denied, int confirmations, Map<String, String> more) {
        this.denied = denied;
        this.confirmations = confirmations;
        // After 500 blocks Anvil would move all but the last few states to disk, and it can't return to one of those.
        anvil = AnvilNode.start("--prune-history", "200");
        rpc = FaultyProxy.before(anvil);
        secondRpc = FaultyProxy.before(anvil);
        webSocket = Relay.to(anvil.url().getPort());
        deployment = new DeployContracts(anvil.client(), anvil.signer(0), Optional.of(anvil.signer(0)))
                .deploy(roles(), DeploySettings.ordinary());
        gateway = SandboxPaymentGateway.start(
                SandboxSettings.local(
                                0,
                                GatewaySettings.DEVELOPMENT_API_KEY,
                                List.of(GatewaySettings.DEVELOPMENT_WEBHOOK_SECRET))
                        .reportingTo(api.url().resolve("/api/webhooks/payments/sandbox"))
                        .withTimes(Duration.ofMillis(20), Duration.ofMillis(50)),
                Clock.systemUTC());
        common(more);
        start();
    }

    /**
     * A house in which nobody is on a list of denied ones.
     *
     * @param more settings for both servers
     */
    public static House with(Map<String, String> more) {
        return new House(new Wallet(new java.util.Random(1)), more);
    }

    /** With which both servers start. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    private RoleAddresses roles() {
        return new RoleAddresses(
                address(0),
                IntStream.of(RELAYERS).mapToObj(this::address).toList(),
                address(3),
                address(4),
                address(5),
                address(6));
    }

    private Address address(int index) {
        return anvil.signer(index).address();
    }

    private void common(Map<String, String> more) {
        String json = TokenKeys.newKey(new SecureRandom());
        TokenKeys keys = TokenKeys.parse(json);
        settings.putAll(Map.of(
                "OVATION_PROFILE", "development",
                "MONGODB_URI", mongo.uri(),
                "REDIS_URL", redis.uri(),
                "RPC_URL", rpc.url() + "," + secondRpc.url(),
                "OVATION_DEPLOYMENT", deployment.toJson(),
                "PAYMENT_GATEWAY", "sandbox",
                "SANDBOX_GATEWAY_URL", gateway.uri().toString(),
                "JWT_KEYS", json,
                "JWT_PUBLIC_KEYS", keys.published(),
                "RELAYER_KEYS",
                        String.join(
                                ",",
                                IntStream.of(RELAYERS).mapToObj(AnvilNode::key).toList())));
        settings.putAll(Map.of(
                "COMPLIANCE_KEY",
                AnvilNode.key(3),
                "SETTLER_KEY",
                AnvilNode.key(4),
                "TREASURER_KEY",
                AnvilNode.key(5),
                "ADMIN_EMAIL",
                ADMIN,
                "ADMIN_PASSWORD",
                PASSWORD,
                "API_HOST",
                "127.0.0.1",
                "JOBS_HOST",
                "127.0.0.1",
                "API_GRACE",
                "1s",
                "JOBS_GRACE",
                "1s",
                "AML_DENIED_ADDRESSES",
                denied.address().toString()));
        settings.putAll(Map.of(
                "API_RATE_PER_ADDRESS", "1000000",
                "API_RATE_CREDENTIALS", "1000000",
                "API_RATE_PER_ACCOUNT", "1000000",
                "RPC_WS_URL", "ws://127.0.0.1:" + webSocket.port(),
                "APPROVAL_HOLD", "0s",
                "MONGODB_SELECTION_TIMEOUT", "1s",
                "AML_HOLD_ABOVE_INTENT", "40",
                "AML_HOLD_ABOVE_PAYMENT", "1500"));
        // What waits for minutes where people work waits for moments here.
        settings.putAll(Map.of(
                "SWEEP_EVERY", "200ms",
                "SWEEP_PATIENCE", "2s",
                "BALANCE_MAX_AGE", "2s",
                "CHAIN_POLL", "20ms",
                "FOLLOW_EVERY", "50ms",
                "RPC_TIMEOUT", "1s",
                "STUCK_AFTER", "3s",
                "REBROADCAST_AFTER", "500ms",
                "ACCOUNT_LEASE", "2s",
                "JOBS_LOCK", "2s"));
        settings.put("CONFIRMATIONS", String.valueOf(confirmations));
        // Jobs run when a test asks for them, and not also because an hour is full.
        settings.put("APPROVAL_CRON", "0 0 1 1 *");
        settings.putAll(more);
    }

    /** Starts what does not run. */
    public void start() {
        if (!api.isAlive()) {
            api.start(settings);
        }
        if (!jobs.isAlive()) {
            jobs.start(settings);
        }
    }

    void startWithoutDependencies() {
        api.startWithoutDependencies(settings);
        jobs.startWithoutDependencies(settings);
    }

    /** Waits until the job server has read the chain's logs up to its head. */
    public void awaitFollowed() {
        long head = anvil.blockNumber();
        Until.holds(
                "the logs are read up to block " + head,
                () -> checkpoint.load().filter(read -> read.nextBlock() > head).isPresent());
    }

    /** Empties Redis, of its queues too. */
    void flushRedis() {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.flushAll();
        }
    }

    /** From now on blocks come by themselves, besides those that transactions bring. */
    void keepMining(Duration blockTime) {
        Thread.ofVirtual().name("miner").start(() -> {
            while (!closing) {
                LockSupport.parkNanos(blockTime.toNanos());
                try {
                    synchronized (mining) {
                        anvil.mine(1);
                    }
                } catch (RpcFailure e) {
                    // It is closing, or busy with a re-organisation.
                }
            }
        });
    }

    /** A re-organisation with no block in the midst of it: Anvil would take up what it drops. */
    void reorg(int depth) {
        synchronized (mining) {
            anvil.automine(false);
            awaitStandstill();
            anvil.reorg(depth);
            anvil.automine(true);
        }
    }

    /**
     * Anvil goes on with a block that it has begun, and with what it has queued behind it. One that is done while blocks
     * are taken away could stay in their place without its effects, and its transactions be mined a second time.
     */
    private void awaitStandstill() {
        anvil.mine(1);
        long seen = anvil.blockNumber();
        for (int quiet = 0; quiet < 5; quiet++) {
            LockSupport.parkNanos(DROP_LOOK.toNanos());
            long now = anvil.blockNumber();
            if (now != seen) {
                quiet = 0;
                seen = now;
            }
        }
    }

    /** Transactions that wait for a block are forgotten: those of a moment in which none comes. */
    void dropTransactions() {
        synchronized (mining) {
            anvil.automine(false);
            for (int looks = 0; looks < 100 && anvil.waiting() == 0; looks++) {
                LockSupport.parkNanos(DROP_LOOK.toNanos());
            }
            anvil.dropAllTransactions();
            anvil.automine(true);
        }
    }

    /** Lets the chain's time pass. */
    void passTime(Duration time) {
        synchronized (mining) {
            anvil.increaseTime(time);
        }
    }

    /** Waits until so many blocks have come, while there is somebody to wait for. */
    void awaitBlocks(int blocks, BooleanSupplier going) {
        long until = anvil.blockNumber() + blocks;
        Until.holds(
                Until.ON_A_BUSY_MACHINE,
                () -> "blocks come",
                () -> !going.getAsBoolean() || anvil.blockNumber() >= until);
    }

    /** Nothing goes wrong any more, and everything runs. */
    void heal() {
        rpc.heal();
        secondRpc.heal();
        webSocket.mend();
        anvil.automine(true);
        start();
    }

    /** A report of the gateway's, signed by it and delivered once more. */
    void report(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Http.post(webhook(), bytes, Map.of(SandboxGateway.SIGNATURE_HEADER, webhookSignature.sign(bytes)));
    }

    URI webhook() {
        return api.url().resolve("/api/webhooks/payments/sandbox");
    }

    @Override
    public void close() {
        closing = true;
        rpc.heal();
        secondRpc.heal();
        api.close();
        jobs.close();
        gateway.close();
        rpc.close();
        secondRpc.close();
        webSocket.close();
        anvil.close();
        database.close();
        mongo.close();
        redis.close();
    }
}
