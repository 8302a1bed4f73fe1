package dev.ovation.runtime.wiring;

import dev.ovation.chain.account.AccountPool;
import dev.ovation.chain.account.FeeOracle;
import dev.ovation.chain.account.OwnedAccount;
import dev.ovation.chain.account.OwnerListener;
import dev.ovation.chain.account.OwnerPolicy;
import dev.ovation.chain.account.PoolPolicy;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.chain.account.TransactionSubmitter;
import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.chain.follow.FollowTurn;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.FailoverRpcClient;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.intent.SubmitBatch;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.work.Ids;
import dev.ovation.queue.QueueConnection;
import dev.ovation.queue.RedisSettings;
import dev.ovation.runtime.aml.MongoScreeningHistory;
import dev.ovation.runtime.aml.ScreeningSettings;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.gateway.GatewaySettings;
import dev.ovation.runtime.gateway.Gateways;
import dev.ovation.runtime.journal.MongoAccountLease;
import dev.ovation.runtime.journal.MongoTransactionJournal;
import dev.ovation.runtime.onchain.Onchain;
import dev.ovation.runtime.onchain.OnchainSettings;
import dev.ovation.runtime.onchain.RoleSenders;
import dev.ovation.runtime.onchain.contracts.ContractErrors;
import dev.ovation.runtime.onchain.follow.LeasedTurn;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.settings.InvalidSetting;
import dev.ovation.runtime.signing.ChainGauges;
import dev.ovation.runtime.signing.CountTransactions;
import dev.ovation.runtime.signing.SigningAccounts;
import dev.ovation.runtime.work.JobQueues;
import dev.ovation.runtime.work.QueueWork;
import dev.ovation.store.mongo.MongoFencedLeases;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both servers are made of: connections, repositories, the contracts behind the domain's ports. Opening it reads
 * every setting first and connects to nothing that may be away: a lost dependency is reported by readiness, and comes
 * back by itself. Closing it closes all, last opened first.
 */
public final class House implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(House.class);

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Environment env;
    private final Surround surround;
    private volatile boolean closed;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new TimeOrderedIds(clock);
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final String holder;
    private final Deployment deployment;
    private final RpcClient rpc;
    private final NewBlocks newBlocks;
    private final Repositories repositories;
    private final RedisParts redis;
    private final int confirmations;
    private final Duration followEvery;
    private final Onchain onchain;
    private final SigningAccounts signingAccounts;
    private final JobQueues queues;
    private final QueueConnection queueConnection;

    /** Which roles a process acts in: it reads the keys of no other. */
    public enum Roles {
        /** Submits batches and cancels. */
        API,
        /** Approves, settles, mints, burns, and submits what a dead API server left. */
        JOBS,
        /** Reads only. */
        NONE
    }

    private House(Environment env, Roles roles, Surround surround) {
        this.env = env;
        this.surround = surround;
        this.holder = ids.next().toString();
        this.deployment = deployment(env);
        FailoverRpcClient endpoints = RpcSettings.open(env, clock);
        this.rpc = surround.around(RpcClient.class, endpoints);
        this.newBlocks = push(NewBlocks.open(env));
        this.repositories = push(Repositories.open(env, clock, ids, holder, surround));
        TransactionJournal journal = surround.around(
                TransactionJournal.class,
                new MongoTransactionJournal(repositories.mongo().database()));
        OnchainSettings settings = OnchainSettings.ordinary()
                .withConfirmations(env.number(
                        "CONFIRMATIONS",
                        1,
                        1,
                        1_000,
                        "blocks, the including one among them, after which a transaction counts"));
        this.confirmations = settings.confirmations();
        this.followEvery = env.duration(
                "FOLLOW_EVERY",
                FollowPolicy.DEFAULT.pollEvery(),
                "how often a job server reads the contracts' new logs");
        Pools pools = new Pools(journal, settings);
        this.onchain = new Onchain(rpc, deployment, senders(roles, pools), journal, settings);
        this.signingAccounts = SigningAccounts.of(pools.byRole, journal);
        ChainGauges gauges = new ChainGauges(metrics);
        gauges.show(endpoints);
        gauges.show(signingAccounts);
        URI redisUrl = env.uri("REDIS_URL", "URL of Redis", "redis", "rediss");
        this.redis = push(RedisParts.open(env, redisUrl, onchain.accounts(), repositories.intents(), clock, surround));
        this.queueConnection = push(QueueConnection.open(RedisSettings.of(redisUrl.toString())));
        this.queues =
                new JobQueues(queueConnection, env.text("QUEUE_PREFIX", "bull", "prefix of the queues' keys in Redis"));
    }

    /**
     * @throws InvalidSetting in one sentence, if a setting is missing or wrong
     */
    public static House open(Environment env, Roles roles) {
        return open(env, roles, Surround.nothing());
    }

    /**
     * As above, with something around its ports.
     *
     * @throws InvalidSetting in one sentence, if a setting is missing or wrong
     */
    public static House open(Environment env, Roles roles, Surround surround) {
        House house = new House(env, roles, surround);
        house.checkChain();
        house.prepareDatabase();
        return house;
    }

    /** Creates the indexes now, or as soon as the database answers. */
    private void prepareDatabase() {
        try {
            createIndexes();
        } catch (Unavailable e) {
            log.warn("the database does not answer yet; its indexes are created when it does");
            Thread.ofVirtual().name("prepare-database").start(() -> {
                while (!closed && !prepared()) {
                    LockSupport.parkNanos(RETRY.toNanos());
                }
            });
        }
    }

    private boolean prepared() {
        try {
            createIndexes();
            return true;
        } catch (Unavailable e) {
            return false;
        }
    }

    private void createIndexes() {
        repositories.mongo().prepare();
        new MongoScreeningHistory(repositories.mongo().database()).ensureIndexes();
    }

    private static Deployment deployment(Environment env) {
        String text = env.required("OVATION_DEPLOYMENT", "file with the contracts' addresses, or its JSON");
        try {
            return text.startsWith("{")
                    ? Deployment.parse(text)
                    : Deployment.read(Path.of(text))
                            .orElseThrow(
                                    () -> new InvalidSetting("OVATION_DEPLOYMENT names a file that is not there."));
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("OVATION_DEPLOYMENT does not hold the contracts' addresses.");
        }
    }

    private RoleSenders senders(Roles roles, Pools pools) {
        if (roles == Roles.NONE) {
            return RoleSenders.none();
        }
        SignerSettings signers = new SignerSettings(env);
        if (roles == Roles.API) {
            int wanted = env.number("RELAYERS_WANTED", 1, 1, 100, "relayer accounts that one API server leases");
            return new RoleSenders(
                    Optional.of(pools.pool("relayer", signers.relayers(), wanted)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        // A role's one account goes to the job server that needs it: kept by one, it would make the others' jobs fail.
        return RoleSenders.of(
                pools.pool("relayer", signers.relayers(), 0),
                pools.pool("compliance", List.of(signers.one("COMPLIANCE")), 0),
                pools.pool("settler", List.of(signers.one("SETTLER")), 0),
                pools.pool("treasurer", List.of(signers.one("TREASURER")), 0));
    }

    private final class Pools {

        private final TransactionJournal journal;
        private final FeeOracle fees = new FeeOracle(rpc, FeeSettings.read(env), clock);
        private final OwnerListener listener = new CountTransactions(metrics);
        private final Map<String, AccountPool> byRole = new LinkedHashMap<>();
        private final MongoAccountLease leases =
                new MongoAccountLease(repositories.mongo().database(), clock);
        private final OwnerPolicy policy;

        Pools(TransactionJournal journal, OnchainSettings settings) {
            this.journal = journal;
            OwnerPolicy ordinary = OwnerPolicy.DEFAULT;
            this.policy = new OwnerPolicy(
                    env.number(
                            "TRANSACTIONS_IN_FLIGHT",
                            ordinary.maxInFlight(),
                            1,
                            64,
                            "transactions of one account that may be on their way"),
                    ordinary.maxWaiting(),
                    settings.confirmations(),
                    Math.max(ordinary.finalityDepth(), settings.confirmations()),
                    env.duration("CHAIN_POLL", Duration.ofMillis(250), "how often the chain is asked for receipts"),
                    env.duration(
                            "REBROADCAST_AFTER",
                            ordinary.rebroadcastAfter(),
                            "how long a transaction waits before a node is asked whether it still knows it"),
                    env.duration(
                            "STUCK_AFTER",
                            ordinary.stuckAfter(),
                            "how long a transaction waits before its fee is raised"),
                    Optional.of(
                                    env.duration(
                                            "GIVE_UP_AFTER",
                                            Duration.ZERO,
                                            "how long a transaction may be in no block before it is cancelled, and its call made anew; 0s for ever"))
                            .filter(Duration::isPositive),
                    ordinary.gasMarginPercent());
        }

        TransactionSubmitter pool(String role, List<Signer> signers, int wanted) {
            PoolPolicy ordinary = PoolPolicy.DEFAULT;
            Duration leaseFor = leaseFor();
            List<OwnedAccount> accounts = signers.stream()
                    .map(signer -> new OwnedAccount(
                            deployment.chainId(),
                            signer,
                            rpc,
                            journal,
                            fees,
                            policy,
                            ContractErrors.REASONS,
                            listener,
                            clock))
                    .toList();
            AccountPool pool = push(AccountPool.start(
                    accounts,
                    leases,
                    holder,
                    new PoolPolicy(
                            wanted,
                            leaseFor,
                            leaseFor.dividedBy(5),
                            ordinary.waitForAccount(),
                            ordinary.releaseIdleAfter())));
            newBlocks.tell(pool::wake);
            byRole.put(role, pool);
            return pool;
        }
    }

    private Duration leaseFor() {
        return env.duration(
                "ACCOUNT_LEASE",
                PoolPolicy.DEFAULT.leaseFor(),
                "how long what a dead server held, an account or the reading of the logs, stays taken before another server has it");
    }

    /** A chain that answers must be the right one; one that does not answer yet may come later. */
    private void checkChain() {
        try {
            long chainId = rpc.call(EvmCalls.chainId());
            if (chainId != deployment.chainId()) {
                close();
                throw new InvalidSetting("RPC_URL is chain " + chainId + ", but OVATION_DEPLOYMENT is for chain "
                        + deployment.chainId() + ".");
            }
        } catch (RpcFailure e) {
            log.warn("the chain does not answer yet reason={}", e.getMessage());
        }
    }

    private <T extends AutoCloseable> T push(T part) {
        opened.push(part);
        return part;
    }

    public SubmitBatch submitBatch() {
        return new SubmitBatch(
                repositories.intents(),
                repositories.batches(),
                onchain.batches(),
                redis.reservations(),
                repositories.delegations(),
                redis.events(),
                clock);
    }

    public Gateways gateways() {
        return push(GatewaySettings.open(env, clock));
    }

    public AmlService aml() {
        MongoScreeningHistory history =
                new MongoScreeningHistory(repositories.mongo().database());
        return ScreeningSettings.open(env, history, clock);
    }

    /** For ports that only one kind of server has. */
    public <P> P surrounded(Class<P> port, P part) {
        return surround.around(port, part);
    }

    public QueueWork work() {
        return new QueueWork(queues);
    }

    NewBlocks newBlocks() {
        return newBlocks;
    }

    /** Blocks after which a transaction counts. */
    int confirmations() {
        return confirmations;
    }

    /** Of this server among those that follow the contracts. */
    FollowTurn followTurn() {
        return new LeasedTurn(new MongoFencedLeases(repositories.mongo(), clock), holder, leaseFor(), clock);
    }

    Duration followEvery() {
        return followEvery;
    }

    public Clock clock() {
        return clock;
    }

    public Ids ids() {
        return ids;
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    public Deployment deployment() {
        return deployment;
    }

    public RpcClient rpc() {
        return rpc;
    }

    public Repositories repositories() {
        return repositories;
    }

    public RedisParts redis() {
        return redis;
    }

    public Onchain onchain() {
        return onchain;
    }

    /** The accounts that sign for this server's roles. */
    public SigningAccounts signingAccounts() {
        return signingAccounts;
    }

    public JobQueues queues() {
        return queues;
    }

    public QueueConnection queueConnection() {
        return queueConnection;
    }

    @Override
    public void close() {
        closed = true;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                log.warn("a part could not be closed", e);
            }
        }
    }
}
