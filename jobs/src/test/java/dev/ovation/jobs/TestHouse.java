package dev.ovation.jobs;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.ActorType;
import dev.ovation.core.accrual.AccrueInterest;
import dev.ovation.core.event.Event;
import dev.ovation.core.event.Events;
import dev.ovation.core.payment.MintForPayment;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.ScreenIntents;
import dev.ovation.core.settlement.SettleEpoch;
import dev.ovation.core.testing.ShiftingClock;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.ProcessWithdrawal;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.core.work.SweepWork;
import dev.ovation.jobs.sweep.Sweep;
import dev.ovation.jobs.work.JobSchedules;
import dev.ovation.queue.QueueConnection;
import dev.ovation.runtime.gateway.SandboxGateway;
import dev.ovation.runtime.gateway.WebhookSignature;
import dev.ovation.runtime.outbound.OutboundHttp;
import dev.ovation.runtime.sandbox.SandboxPaymentGateway;
import dev.ovation.runtime.sandbox.SandboxSettings;
import dev.ovation.runtime.security.Authenticate;
import dev.ovation.runtime.security.Ed25519AccessTokens;
import dev.ovation.runtime.security.KnownAccounts;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.signing.SigningAccounts;
import dev.ovation.runtime.work.JobQueues;
import dev.ovation.runtime.work.QueueWork;
import dev.ovation.store.mongo.Mongo;
import dev.ovation.store.mongo.MongoAccounts;
import dev.ovation.store.mongo.MongoBatches;
import dev.ovation.store.mongo.MongoBooks;
import dev.ovation.store.mongo.MongoIntents;
import dev.ovation.store.mongo.MongoLeases;
import dev.ovation.store.mongo.MongoPayments;
import dev.ovation.store.mongo.MongoPayouts;
import dev.ovation.store.mongo.MongoSessions;
import dev.ovation.store.mongo.MongoWithdrawals;
import dev.ovation.store.testing.MongoServer;
import dev.ovation.store.testing.RedisServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Everything around job servers: a real Redis and database, the sandbox gateway, and a chain that is played. */
final class TestHouse implements AutoCloseable {

    static final JobSchedules RARELY = new JobSchedules("0 0 1 1 *", "0 0 1 1 *", "0 0 1 1 *", "0 0 1 1 *");
    static final Address FAN = Address.of("0x00000000000000000000000000000000000000fa");
    static final Address CREATOR = Address.of("0x00000000000000000000000000000000000000c1");

    final RedisServer redis = RedisServer.start();
    final MongoServer mongoServer = MongoServer.start();
    final Mongo mongo = mongoServer.connect();
    final ShiftingClock clock = new ShiftingClock();
    final PlayedChain chain = new PlayedChain();
    final MongoPayments payments = new MongoPayments(mongo);
    final MongoWithdrawals withdrawals = new MongoWithdrawals(mongo);
    final MongoAccounts accounts = new MongoAccounts(mongo);
    final List<Event> published = new CopyOnWriteArrayList<>();
    final QueueConnection connection = QueueConnection.open(redis.uri());
    final JobQueues queues = JobQueues.withBackoff(connection, "house", Duration.ofMillis(1));
    final QueueWork work = new QueueWork(queues);
    volatile AmlService aml = _ -> Decision.CLEAR;
    volatile Minting minting = chain.minting();

    private final TokenKeys keys = TokenKeys.generate(new SecureRandom());
    private final Ed25519AccessTokens tokens =
            new Ed25519AccessTokens(keys, "ovation", Duration.ofMinutes(15), Clock.systemUTC());
    private final SandboxPaymentGateway gatewayServer = SandboxPaymentGateway.start(
            SandboxSettings.local(0, "key", List.of("secret")).withTimes(Duration.ofMillis(1), Duration.ofMillis(1)),
            Clock.systemUTC());
    private final OutboundHttp http = new OutboundHttp(Duration.ofSeconds(10));
    private final PaymentGateway gateway = new SandboxGateway(
            gatewayServer.uri(),
            "key",
            new WebhookSignature(List.of("secret"), Duration.ofMinutes(5), Clock.systemUTC()),
            http);
    private final List<JobServer> servers = new ArrayList<>();

    private final Events events = new Events() {
        @Override
        public void publish(Event event) {
            published.add(event);
        }

        @Override
        public AutoCloseable subscribe(Address wallet, Consumer<Event> listener) {
            return () -> {};
        }
    };

    static JobSettings settings() {
        return new JobSettings(
                "127.0.0.1", 0, RARELY, Duration.ofMillis(50), Duration.ofSeconds(20), 65_536, Duration.ofSeconds(30));
    }

    JobServer start() {
        return start(settings(), List.of());
    }

    JobServer start(JobSettings settings, List<AutoCloseable> connections) {
        QueueConnection own = QueueConnection.open(redis.uri());
        List<AutoCloseable> closed = new ArrayList<>(List.of(own));
        closed.addAll(connections);
        SweepWork sweepWork = new SweepWork(payments, withdrawals, work, clock, Duration.ofMinutes(1));
        MongoLeases leases = new MongoLeases(mongo, clock, "test");
        JobServer server = JobServer.start(
                settings,
                new JobParts(
                        useCases(),
                        own,
                        JobQueues.withBackoff(own, "house", Duration.ofMillis(1)),
                        leases,
                        List.of(Sweep.of("work", sweepWork::sweep)),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        SigningAccounts.NONE,
                        Map.of("mongodb", mongo::ping),
                        List.of(),
                        new Authenticate(
                                tokens,
                                new KnownAccounts(
                                        accounts, new MongoSessions(mongo), Duration.ofSeconds(1), System::nanoTime)),
                        closed));
        servers.add(server);
        return server;
    }

    JobUseCases useCases() {
        MongoIntents intents = new MongoIntents(mongo);
        MongoBatches batches = new MongoBatches(mongo);
        AmlService screening = subject -> aml.screen(subject);
        return new JobUseCases(
                new SettleEpoch(
                        intents, batches, chain.settlement(), new MongoPayouts(mongo), chain, events, clock, 100),
                new ScreenIntents(
                        intents, batches, screening, chain.batches(), chain, events, clock, Duration.ZERO, 100),
                new AccrueInterest(accounts, chain, chain.interest()),
                new MintForPayment(
                        payments,
                        screening,
                        (payment, to, amount) -> minting.mint(payment, to, amount),
                        chain,
                        events,
                        clock),
                new ProcessWithdrawal(withdrawals, screening, chain.burning(), gateway, chain, events, clock),
                new Reconcile(accounts, new MongoBooks(mongo), chain, chain));
    }

    /** A payment whose money the gateway has. */
    PaymentId paid(Wei amount) {
        PaymentId id = new PaymentId(UUID.randomUUID());
        payments.insert(new Payment(
                id,
                new AccountId(new UUID(1, 1)),
                FAN,
                amount,
                "sandbox",
                "pay_" + id,
                "",
                PaymentState.OPENED,
                "",
                Optional.empty(),
                clock.instant(),
                clock.instant()));
        payments.move(id, PaymentState.PAID, "", clock.instant());
        return id;
    }

    PaymentState state(PaymentId id) {
        return payments.byId(id).orElseThrow().state();
    }

    WithdrawalId requested(Wei amount, String destination) {
        WithdrawalId id =
                new WithdrawalId(Bytes32.of("0x" + (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "")));
        withdrawals.insert(new Withdrawal(
                id,
                new AccountId(new UUID(1, 2)),
                CREATOR,
                withdrawals.nextSequence(CREATOR),
                amount,
                destination,
                new byte[65],
                WithdrawalState.REQUESTED,
                "",
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                clock.instant()));
        return id;
    }

    /** A new account's access token. */
    String token(ActorType type) {
        UUID id = UUID.randomUUID();
        Account account = new Account(
                new AccountId(id),
                id + "@example.org",
                "-",
                Address.of("0x" + (id + "0123456789abcdef").replace("-", "").substring(0, 40)),
                type,
                false,
                clock.instant());
        accounts.insert(account);
        return tokens.issue(account, UUID.randomUUID()).token();
    }

    @Override
    public void close() {
        servers.forEach(JobServer::close);
        gatewayServer.close();
        http.close();
        connection.close();
        mongo.close();
        mongoServer.close();
        redis.close();
    }
}
