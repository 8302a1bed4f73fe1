package dev.ovation.jobs;

import dev.ovation.core.accrual.AccrueInterest;
import dev.ovation.core.doubt.ResolveDoubts;
import dev.ovation.core.doubt.RestoreBatch;
import dev.ovation.core.intent.SweepBatches;
import dev.ovation.core.payment.MintForPayment;
import dev.ovation.core.payment.PaymentGateway;
import dev.ovation.core.reconcile.Reconcile;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.ScreenIntents;
import dev.ovation.core.settlement.RegisterCreators;
import dev.ovation.core.settlement.SettleEpoch;
import dev.ovation.core.withdrawal.ProcessWithdrawal;
import dev.ovation.core.work.SweepWork;
import dev.ovation.jobs.sweep.Sweep;
import dev.ovation.runtime.gateway.Gateways;
import dev.ovation.runtime.onchain.follow.FollowContracts;
import dev.ovation.runtime.security.Authenticate;
import dev.ovation.runtime.security.KnownAccounts;
import dev.ovation.runtime.security.TokenKeys;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.Follower;
import dev.ovation.runtime.wiring.House;
import dev.ovation.runtime.wiring.RedisParts;
import dev.ovation.runtime.wiring.Repositories;
import dev.ovation.runtime.wiring.Start;
import dev.ovation.runtime.wiring.Surround;
import dev.ovation.runtime.wiring.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The job server as a process: reads its settings, puts its parts together, and works until it is stopped. */
public final class JobMain {

    private JobMain() {}

    public static void main(String[] args) {
        Start.server("job server", env -> start(env, Surround.nothing()));
    }

    /**
     * Starts the server; closing what is answered stops it and closes its parts.
     *
     * @param surround what stands around its ports
     */
    public static AutoCloseable start(Environment env, Surround surround) {
        TokenKeys keys = TokenSettings.verifying(env);
        House house = House.open(env, House.Roles.JOBS, surround);
        JobSettings settings = JobSettings.read(
                env,
                house.deployment().genesis(),
                Duration.ofSeconds(house.deployment().epochSeconds()));
        Clock clock = house.clock();
        Repositories stores = house.repositories();
        KnownAccounts known =
                new KnownAccounts(stores.accounts(), stores.sessions(), Duration.ofSeconds(2), System::nanoTime);
        FollowContracts follower = Follower.start(house);
        JobServer server = JobServer.start(
                settings,
                new JobParts(
                        useCases(env, house),
                        house.queueConnection(),
                        house.queues(),
                        stores.leases(),
                        sweeps(env, house),
                        house.metrics(),
                        house.signingAccounts(),
                        Map.of(
                                "mongodb",
                                stores.mongo()::ping,
                                "chain",
                                () -> house.onchain().accounts().now(),
                                "follower",
                                follower::requireRunning),
                        List.of(),
                        new Authenticate(TokenSettings.tokens(env, keys, clock), known),
                        List.of()));
        return () -> {
            server.close();
            follower.close();
            house.close();
        };
    }

    private static JobUseCases useCases(Environment env, House house) {
        Repositories stores = house.repositories();
        RedisParts redis = house.redis();
        Clock clock = house.clock();
        AmlService aml = house.aml();
        Gateways gateways = house.gateways();
        return new JobUseCases(
                new SettleEpoch(
                        stores.intents(),
                        stores.batches(),
                        house.onchain().settlement(),
                        stores.payouts(),
                        redis.balances(),
                        redis.events(),
                        clock,
                        env.number(
                                "SETTLE_MAX_LEGS",
                                2_000,
                                1,
                                5_000,
                                "intents that one settlement transaction takes; bounded by 2^24 gas and 128 KiB")),
                new ScreenIntents(
                        stores.intents(),
                        stores.batches(),
                        aml,
                        house.onchain().batches(),
                        redis.balances(),
                        redis.events(),
                        clock,
                        env.duration(
                                "APPROVAL_HOLD",
                                Duration.ofMinutes(15),
                                "how long an intent stays cancellable before it is screened"),
                        1_000),
                new AccrueInterest(
                        stores.accounts(), redis.balances(), house.onchain().interest()),
                new MintForPayment(
                        stores.payments(), aml, house.onchain().minting(), redis.balances(), redis.events(), clock),
                new ProcessWithdrawal(
                        stores.withdrawals(),
                        aml,
                        house.onchain().burning(),
                        house.surrounded(PaymentGateway.class, gateways.primary()),
                        redis.balances(),
                        redis.events(),
                        clock),
                new Reconcile(
                        stores.accounts(),
                        stores.books(),
                        redis.balances(),
                        house.onchain().accounts()));
    }

    private static List<Sweep> sweeps(Environment env, House house) {
        Repositories stores = house.repositories();
        Duration patience =
                env.duration("SWEEP_PATIENCE", Duration.ofMinutes(2), "how old work must be to count as left behind");
        SweepBatches batches = new SweepBatches(
                stores.intents(), stores.batches(), house.submitBatch(), stores.leases(), house.clock(), patience);
        SweepWork work = new SweepWork(stores.payments(), stores.withdrawals(), house.work(), house.clock(), patience);
        RegisterCreators creators =
                new RegisterCreators(stores.accounts(), house.onchain().creators());
        ResolveDoubts doubts = new ResolveDoubts(
                house.onchain().doubts(),
                house.onchain().done(),
                new RestoreBatch(
                        stores.intents(),
                        stores.batches(),
                        house.onchain().batches(),
                        house.onchain().settlement(),
                        stores.payouts(),
                        house.redis().balances(),
                        house.redis().events(),
                        house.clock()),
                stores.payments(),
                house.onchain().minting(),
                stores.withdrawals(),
                house.onchain().burning(),
                house.redis().balances(),
                house.clock());
        return List.of(
                Sweep.of("doubts", doubts::resolve),
                Sweep.of("batches", batches::sweep),
                Sweep.of("work", work::sweep),
                Sweep.of("creators", creators::registerAll),
                Sweep.of("reservations", () -> house.redis().dropStaleReservations(stores.intents(), patience)));
    }
}
