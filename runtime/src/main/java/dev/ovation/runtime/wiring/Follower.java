package dev.ovation.runtime.wiring;

import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.runtime.journal.MongoChainCheckpoint;
import dev.ovation.runtime.onchain.follow.FollowContracts;
import dev.ovation.runtime.onchain.follow.ReadModel;

/** Follows the contracts' logs in a job server, so that the read model moves on whoever sent a transaction. */
public final class Follower {

    private Follower() {}

    public static FollowContracts start(House house) {
        return FollowContracts.start(
                house.rpc(),
                house.deployment(),
                new MongoChainCheckpoint(house.repositories().mongo().database(), "contracts"),
                readModel(house),
                FollowPolicy.DEFAULT);
    }

    static ReadModel readModel(House house) {
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
