package dev.ovation.api;

import dev.ovation.api.auth.Argon2Passwords;
import dev.ovation.api.ops.Dependency;
import dev.ovation.core.account.Accounts;
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
import dev.ovation.core.intent.SubmitIntents;
import dev.ovation.core.payment.OpenPayment;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.payment.ReceiveGatewayEvent;
import dev.ovation.core.screening.DecideHeldIntent;
import dev.ovation.core.screening.DecideHeldPayment;
import dev.ovation.core.screening.DecideHeldWithdrawal;
import dev.ovation.core.withdrawal.RequestWithdrawal;
import dev.ovation.core.work.WorkQueue;
import dev.ovation.runtime.gateway.Gateways;
import dev.ovation.runtime.http.Idempotency;
import dev.ovation.runtime.security.Ed25519AccessTokens;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.FirstAdmin;
import dev.ovation.runtime.wiring.House;
import dev.ovation.runtime.wiring.KnownCreators;
import dev.ovation.runtime.wiring.Repositories;
import dev.ovation.runtime.wiring.Start;
import dev.ovation.runtime.wiring.Surround;
import dev.ovation.runtime.wiring.TokenSettings;
import dev.ovation.store.mongo.MongoContentTotals;
import dev.ovation.store.mongo.MongoEarnings;
import dev.ovation.store.mongo.MongoIdempotency;
import dev.ovation.store.mongo.MongoStatements;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The API server as a process: reads its settings, puts its parts together, and serves until it is stopped. */
public final class ApiMain {

    private ApiMain() {}

    public static void main(String[] args) {
        Start.server("API server", env -> start(env, Surround.nothing()));
    }

    /**
     * Starts the server; closing what is answered stops it and closes its parts.
     *
     * @param surround what stands around its ports
     */
    public static AutoCloseable start(Environment env, Surround surround) {
        ApiSettings settings = ApiSettings.read(env);
        TokenKeys keys = TokenSettings.signing(env);
        BatchPolicy policy = batchPolicy(env);
        SecureRandom random = new SecureRandom();
        House house = House.open(env, House.Roles.API, surround);
        Clock clock = house.clock();
        Repositories stores = house.repositories();
        Gateways gateways = house.gateways();
        WorkQueue work = house.work();
        GatherBatches gather =
                new GatherBatches(stores.intents(), stores.batches(), house.submitBatch(), house.ids(), clock, policy);
        house.metrics().gauge("ovation_intents_waiting", gather, GatherBatches::waiting);

        Ed25519AccessTokens accessTokens = TokenSettings.tokens(env, keys, clock);
        Argon2Passwords passwords = new Argon2Passwords(
                random, Math.max(2, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(10));
        OpenSession openSession = new OpenSession(
                stores.sessions(),
                accessTokens,
                random,
                clock,
                env.duration("REFRESH_TOKEN_VALIDITY", Duration.ofDays(30), "how long a session lasts without use"));
        Accounts accounts = stores.accounts();
        AppointStaff appointStaff = new AppointStaff(accounts, passwords, house.ids(), clock);
        CheckTerms checkTerms = new CheckTerms(house.onchain().accounts());

        ApiParts parts = new ApiParts(
                new ApiParts.People(
                        new SignUp(
                                accounts,
                                passwords,
                                house.onchain().signatures(),
                                openSession,
                                house.ids(),
                                clock,
                                house.deployment().chainId()),
                        new LogIn(accounts, passwords, openSession, house.ids()),
                        new RefreshSession(stores.sessions(), accounts, openSession, clock),
                        new LogOut(stores.sessions(), clock),
                        accounts,
                        stores.sessions(),
                        keys,
                        accessTokens),
                new ApiParts.Money(
                        new SubmitIntents(
                                new KnownCreators(accounts),
                                stores.intents(),
                                stores.delegations(),
                                house.onchain().signatures(),
                                checkTerms,
                                house.redis().reservations(),
                                gather,
                                house.ids(),
                                clock),
                        new CancelIntent(
                                stores.intents(),
                                stores.batches(),
                                house.onchain().batches(),
                                house.redis().balances(),
                                house.redis().events(),
                                clock),
                        new RegisterDelegation(
                                stores.delegations(), house.onchain().signatures(), checkTerms, clock),
                        new RevokeDelegation(
                                stores.delegations(),
                                house.onchain().signatures(),
                                house.onchain().revocations(),
                                clock),
                        new RequestWithdrawal(
                                stores.withdrawals(),
                                house.onchain().signatures(),
                                house.redis().balances(),
                                work,
                                clock),
                        new OpenPayment(
                                stores.payments(),
                                gateways.primary(),
                                house.ids(),
                                clock,
                                env.tokens("MAX_PAYMENT", "100000", "highest payment, in TK")),
                        new ReceiveGatewayEvent(stores.payments(), stores.withdrawals(), work, clock),
                        gatewayList(gateways)),
                new ApiParts.Reading(
                        house.redis().balances(),
                        house.onchain().accounts(),
                        stores.intents(),
                        stores.batches(),
                        stores.delegations(),
                        stores.payments(),
                        stores.withdrawals(),
                        new MongoContentTotals(stores.mongo()),
                        new MongoEarnings(stores.mongo()),
                        new MongoStatements(stores.mongo())),
                new ApiParts.StaffWork(
                        new DecideHeldIntent(stores.intents(), clock),
                        new DecideHeldPayment(stores.payments(), work, clock),
                        new DecideHeldWithdrawal(stores.withdrawals(), work, clock),
                        new SuspendAccount(accounts, stores.suspensions()),
                        appointStaff,
                        house.signingAccounts()),
                new ApiParts.Shared(
                        work,
                        house.redis().events(),
                        house.surrounded(
                                Idempotency.class,
                                new StoredIdempotency(new MongoIdempotency(
                                        stores.mongo(), house.ids(), clock, patience(env), Duration.ofHours(24)))),
                        house.redis().rateLimits()),
                house.deployment(),
                house.metrics(),
                List.of(
                        new Dependency("mongodb", stores.mongo()::ping),
                        new Dependency("redis", house.redis()::ping),
                        new Dependency("chain", () -> house.onchain().accounts().now())),
                clock,
                random);
        FirstAdmin.appoint(env, accounts, appointStaff);
        ApiServer server = ApiServer.start(parts, settings);
        return () -> {
            server.close();
            gather.close();
            house.close();
        };
    }

    private static Duration patience(Environment env) {
        return env.duration(
                "IDEMPOTENCY_PATIENCE",
                Duration.ofMinutes(2),
                "how long a request under a key may take before its repetition takes over; above API_CHAIN_WAIT");
    }

    private static List<PaymentGateway> gatewayList(Gateways gateways) {
        return gateways.providers().stream().map(gateways::byProvider).toList();
    }

    private static BatchPolicy batchPolicy(Environment env) {
        BatchPolicy ordinary = BatchPolicy.ordinary();
        return new BatchPolicy(
                env.number("BATCH_MAX_LEGS", ordinary.maxLegs(), 50, 1_000, "claps or gifts of one batch at most"),
                env.number(
                        "BATCH_MAX_BYTES",
                        ordinary.maxBytes(),
                        65_536,
                        120_000,
                        "calldata of one batch at most; nodes take transactions of up to 128 KiB"),
                env.number(
                        "BATCH_MAX_GAS",
                        ordinary.maxGas(),
                        1_000_000,
                        16_000_000,
                        "gas of one batch at most, estimated; below 2^24"),
                env.duration("BATCH_LINGER", ordinary.linger(), "how long the first clap of a batch waits for company"),
                env.number(
                        "BATCH_MAX_IN_FLIGHT",
                        ordinary.maxInFlight(),
                        1,
                        64,
                        "batches on their way to the chain at once"),
                env.number(
                        "BATCH_MAX_QUEUED",
                        ordinary.maxQueued(),
                        100,
                        1_000_000,
                        "claps that may wait for a batch; more are refused"));
    }
}
