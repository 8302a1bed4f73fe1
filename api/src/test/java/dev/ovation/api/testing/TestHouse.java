package dev.ovation.api.testing;

import dev.ovation.api.ApiParts;
import dev.ovation.api.ApiServer;
import dev.ovation.api.ApiSettings;
import dev.ovation.api.StoredIdempotency;
import dev.ovation.api.auth.Argon2Passwords;
import dev.ovation.api.ops.Dependency;
import dev.ovation.core.account.AppointStaff;
import dev.ovation.core.account.LogIn;
import dev.ovation.core.account.LogOut;
import dev.ovation.core.account.OpenSession;
import dev.ovation.core.account.RefreshSession;
import dev.ovation.core.account.SignUp;
import dev.ovation.core.account.SuspendAccount;
import dev.ovation.core.delegation.CheckTerms;
import dev.ovation.core.delegation.RegisterDelegation;
import dev.ovation.core.delegation.RevokeDelegation;
import dev.ovation.core.intent.BatchPolicy;
import dev.ovation.core.intent.CancelIntent;
import dev.ovation.core.intent.GatherBatches;
import dev.ovation.core.intent.SubmitBatch;
import dev.ovation.core.intent.SubmitIntents;
import dev.ovation.core.payment.MintForPayment;
import dev.ovation.core.payment.OpenPayment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.ReceiveGatewayEvent;
import dev.ovation.core.screening.DecideHeldIntent;
import dev.ovation.core.screening.DecideHeldPayment;
import dev.ovation.core.screening.DecideHeldWithdrawal;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.Verdict;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.RequestWithdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.work.Ids;
import dev.ovation.core.work.WorkQueue;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.TypedData;
import dev.ovation.runtime.security.Ed25519AccessTokens;
import dev.ovation.runtime.security.Limit;
import dev.ovation.runtime.security.LimitRate;
import dev.ovation.runtime.security.LocalRateLimits;
import dev.ovation.runtime.security.RateLimits;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.signing.SigningAccounts;
import dev.ovation.runtime.wiring.TimeOrderedIds;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.mongo.MongoAccounts;
import dev.ovation.store.mongo.MongoBatches;
import dev.ovation.store.mongo.MongoContentTotals;
import dev.ovation.store.mongo.MongoDelegations;
import dev.ovation.store.mongo.MongoEarnings;
import dev.ovation.store.mongo.MongoIdempotency;
import dev.ovation.store.mongo.MongoIntents;
import dev.ovation.store.mongo.MongoPayments;
import dev.ovation.store.mongo.MongoSessions;
import dev.ovation.store.mongo.MongoStatements;
import dev.ovation.store.mongo.MongoWithdrawals;
import dev.ovation.store.redis.BalanceCache;
import dev.ovation.store.redis.Redis;
import dev.ovation.store.redis.RedisBalances;
import dev.ovation.store.redis.RedisEvents;
import dev.ovation.store.redis.RedisRateLimits;
import dev.ovation.store.redis.RedisReservations;
import dev.ovation.store.testing.MongoServer;
import dev.ovation.store.testing.RedisServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.bson.Document;

/** The API server with everything around it, on a port of its own. */
public final class TestHouse implements AutoCloseable {

    public static final Deployment DEPLOYMENT = new Deployment(
            31_337,
            1,
            0,
            604_800,
            Address.of("0x1111111111111111111111111111111111111111"),
            Address.of("0x2222222222222222222222222222222222222222"),
            Address.of("0x3333333333333333333333333333333333333333"),
            Address.of("0x4444444444444444444444444444444444444444"));

    public static final String ISSUER = "ovation";
    public final ShiftedClock clock = new ShiftedClock();
    public final PaperChain chain = new PaperChain(clock);
    public final TypedData typedData = new TypedData(DEPLOYMENT);
    public final TokenKeys tokenKeys = TokenKeys.generate(new SecureRandom());
    public final MongoServer mongoServer = MongoServer.start();
    public volatile Verdict screening = Verdict.CLEAR;
    public volatile boolean workersStopped;
    public final AppointStaff appointStaff;
    public final MongoPayments payments;
    public final RedisServer redisServer = RedisServer.start();
    private final Mongo mongo = mongoServer.connect();
    private final Redis redis = redisServer.connect();
    public final RedisEvents events = new RedisEvents(redis, 1000);
    private final GatherBatches gatherBatches;
    private final ApiServer server;

    private TestHouse(UnaryOperator<ApiSettings> change, boolean clocked, BatchPolicy batching) {
        Ids ids = new TimeOrderedIds(clock);
        SplittableRandom random = new SplittableRandom(7);
        PaperSignatures signatures = new PaperSignatures(typedData);
        MongoAccounts accounts = new MongoAccounts(mongo);
        MongoSessions sessions = new MongoSessions(mongo);
        MongoDelegations delegations = new MongoDelegations(mongo);
        MongoIntents intents = new MongoIntents(mongo);
        BalanceCache cache = new BalanceCache(redis, chain, clock, Duration.ofMinutes(1));
        RedisBalances balances = new RedisBalances(cache);
        RedisReservations reservations = new RedisReservations(
                cache, () -> intents.stranded(clock.instant().plusSeconds(60), 1000));
        MongoBatches batches = new MongoBatches(mongo);
        MongoWithdrawals withdrawals = new MongoWithdrawals(mongo);
        payments = new MongoPayments(mongo);
        Argon2Passwords passwords = new Argon2Passwords(new SecureRandom(), 2, Duration.ofSeconds(20));
        appointStaff = new AppointStaff(accounts, passwords, ids, clock);
        Ed25519AccessTokens tokens = new Ed25519AccessTokens(tokenKeys, ISSUER, Duration.ofMinutes(15), clock);
        OpenSession openSession = new OpenSession(sessions, tokens, new SecureRandom(), clock, Duration.ofDays(30));
        CheckTerms checkTerms = new CheckTerms(chain);
        SubmitBatch submitBatch = new SubmitBatch(intents, batches, chain, reservations, delegations, events, clock);
        gatherBatches = new GatherBatches(intents, batches, submitBatch, ids, clock, batching);
        MintForPayment mint = new MintForPayment(
                payments, _ -> new Decision(screening, "as the test says"), chain, balances, events, clock);
        WorkQueue work = workOf(mint);
        PaperGateway gateway = new PaperGateway(clock);
        ApiParts parts = new ApiParts(
                new ApiParts.People(
                        new SignUp(accounts, passwords, signatures, openSession, ids, clock, DEPLOYMENT.chainId()),
                        new LogIn(accounts, passwords, openSession, ids),
                        new RefreshSession(sessions, accounts, openSession, clock),
                        new LogOut(sessions, clock),
                        accounts,
                        sessions,
                        tokenKeys,
                        tokens),
                new ApiParts.Money(
                        new SubmitIntents(
                                accounts,
                                intents,
                                delegations,
                                signatures,
                                checkTerms,
                                reservations,
                                gatherBatches,
                                ids,
                                clock),
                        new CancelIntent(intents, batches, chain, balances, events, clock),
                        new RegisterDelegation(delegations, signatures, checkTerms, clock),
                        new RevokeDelegation(delegations, signatures, chain, clock),
                        new RequestWithdrawal(withdrawals, signatures, balances, work, clock),
                        new OpenPayment(payments, gateway, ids, clock, Wei.ofTokens(10_000)),
                        new ReceiveGatewayEvent(payments, withdrawals, work, clock),
                        List.of(gateway)),
                new ApiParts.Reading(
                        balances,
                        chain,
                        intents,
                        batches,
                        delegations,
                        payments,
                        withdrawals,
                        new MongoContentTotals(mongo),
                        new MongoEarnings(mongo),
                        new MongoStatements(mongo)),
                new ApiParts.StaffWork(
                        new DecideHeldIntent(intents, clock),
                        new DecideHeldPayment(payments, work, clock),
                        new DecideHeldWithdrawal(withdrawals, work, clock),
                        new SuspendAccount(accounts, accounts),
                        appointStaff,
                        SigningAccounts.NONE),
                new ApiParts.Shared(
                        work,
                        events,
                        new StoredIdempotency(
                                new MongoIdempotency(mongo, ids, clock, Duration.ofMinutes(2), Duration.ofDays(1))),
                        clocked ? new LocalRateLimits(clock) : sharedLimits()),
                DEPLOYMENT,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                List.of(
                        new Dependency("mongodb", mongo::ping),
                        new Dependency("redis", redis::ping),
                        new Dependency("chain", chain::now)),
                clock,
                random);
        server = ApiServer.start(parts, change.apply(settings()));
    }

    public static TestHouse open() {
        return new TestHouse(UnaryOperator.identity(), false, batching(4, 10_000));
    }

    /** With one batch on its way at a time, and room for so many claps that wait. */
    public static TestHouse narrow(int maxQueued) {
        return new TestHouse(UnaryOperator.identity(), false, batching(1, maxQueued));
    }

    private static BatchPolicy batching(int maxInFlight, int maxQueued) {
        return new BatchPolicy(400, 110_000, 15_000_000, Duration.ofMillis(2), maxInFlight, maxQueued);
    }

    public static TestHouse open(UnaryOperator<ApiSettings> change) {
        return new TestHouse(change, false, batching(4, 10_000));
    }

    /** With other settings; calls are counted by the house's own clock, which tests can move, instead of Redis's. */
    public static TestHouse clocked(UnaryOperator<ApiSettings> change) {
        return new TestHouse(change, true, batching(4, 10_000));
    }

    /** Settings under which tests are not limited and don't wait. */
    private static ApiSettings settings() {
        Duration minute = Duration.ofMinutes(1);
        return new ApiSettings(
                "127.0.0.1",
                0,
                1_000,
                65_536,
                List.of("https://app.example"),
                List.of(),
                new LimitRate.Limits(
                        new Limit("address", 1_000_000, minute),
                        new Limit("credentials", 1_000_000, minute),
                        new Limit("account", 1_000_000, minute)),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMillis(200),
                100);
    }

    private RateLimits sharedLimits() {
        RedisRateLimits limits = new RedisRateLimits(redis);
        return (key, quota, window) -> {
            RedisRateLimits.Decision decision = limits.count(key, new RedisRateLimits.Limit(quota, window));
            return new RateLimits.Taken(
                    decision.allowed(), decision.remaining(), Duration.ofSeconds(decision.resetSeconds()));
        };
    }

    private WorkQueue workOf(MintForPayment mint) {
        return new WorkQueue() {
            @Override
            public void payment(PaymentId payment) {
                if (!workersStopped) {
                    Thread.ofVirtual().start(() -> mint.drive(payment));
                }
            }

            @Override
            public void withdrawal(WithdrawalId withdrawal) {
                // no worker of withdrawals in this house
            }
        };
    }

    /** As if the server had died before it kept its answers to keyed requests, a while ago. */
    public void forgetAnswers() {
        mongo.database()
                .getCollection("idempotency")
                .updateMany(
                        new Document(),
                        new Document("$set", new Document("done", false).append("startedAt", new Date(0))));
    }

    /** Whether a keyed request is being answered that began after answers were last forgotten. */
    public boolean answersAKey() {
        Document begun = new Document("done", false).append("startedAt", new Document("$gt", new Date(0)));
        return mongo.database().getCollection("idempotency").countDocuments(begun) > 0;
    }

    public ApiServer server() {
        return server;
    }

    public Client client() {
        return new Client(server.port());
    }

    @Override
    public void close() {
        chain.letThrough();
        server.close();
        gatherBatches.close();
        events.close();
        redis.close();
        redisServer.close();
        mongo.close();
        mongoServer.close();
    }
}
