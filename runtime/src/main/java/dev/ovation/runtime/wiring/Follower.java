package dev.ovation.runtime.wiring;

import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.runtime.journal.MongoChainCheckpoint;
import dev.ovation.runtime.journal.MongoChainDocuments;
import dev.ovation.runtime.onchain.follow.FollowContracts;
import dev.ovation.runtime.onchain.follow.ReadModel;
import dev.ovation.runtime.onchain.follow.RebuildReadModel;
import io.micrometer.core.instrument.Gauge;
import java.util.List;
import java.util.Optional;

/** Follows the contracts' logs in a job server, so that the read model moves on whoever sent a transaction. */
public final class Follower {

    private Follower() {}

    public static FollowContracts start(House house) {
        FollowContracts follower = FollowContracts.start(
                house.rpc(),
                house.deployment(),
                new MongoChainCheckpoint(house.repositories().mongo().database(), "contracts"),
                readModel(house),
                house.onchain().doubts(),
                policy(house),
                house.followTurn(),
                house.clock());
        house.newBlocks().tell(follower::wake);
        Gauge.builder("ovation.follower.halted", follower, now -> now.halted() ? 1 : 0)
                .description("Whether a re-organisation that was too deep has stopped the reading of the logs")
                .register(house.metrics());
        return follower;
    }

    /** Domain states never go back: logs count as late as the house's own transactions do. */
    private static FollowPolicy policy(House house) {
        FollowPolicy ordinary = FollowPolicy.DEFAULT;
        int confirmations = house.confirmations();
        return new FollowPolicy(
                confirmations,
                Math.max(ordinary.reorgDepth(), 2 * confirmations),
                ordinary.maxRange(),
                house.followEvery());
    }

    /** Builds the read model anew from the chain alone; no server may run meanwhile. */
    public static RebuildReadModel.Report rebuild(House house) {
        Repositories stores = house.repositories();
        RebuildReadModel.Report report = new RebuildReadModel(
                        house.rpc(),
                        house.deployment(),
                        readModel(house),
                        new MongoChainDocuments(stores.mongo().database()),
                        stores.accounts(),
                        FollowPolicy.DEFAULT,
                        house.clock())
                .rebuild();
        forgetBalances(house);
        return report;
    }

    private static void forgetBalances(House house) {
        Optional<AccountId> after = Optional.empty();
        List<Account> page;
        do {
            page = house.repositories().accounts().after(after, 500);
            house.redis()
                    .balances()
                    .invalidate(page.stream().map(Account::wallet).toList());
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
        } while (!page.isEmpty());
    }

    private static ReadModel readModel(House house) {
        Repositories stores = house.repositories();
        return new ReadModel(
                stores.intents(),
                stores.batches(),
                house.redis().reservations(),
                stores.delegations(),
                stores.payouts(),
                stores.payments(),
                stores.withdrawals(),
                stores.transfers(),
                house.redis().balances());
    }
}
