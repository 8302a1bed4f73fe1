package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps what creators were paid. */
final class NotePayouts implements LogReader {

    private final Payouts payouts;
    private final Address controller;

    NotePayouts(ReadModel model, Deployment deployment) {
        this.payouts = model.payouts();
        this.controller = deployment.controller();
    }

    @Override
    public Set<Address> apply(LoggedTransaction tx) {
        Map<BigInteger, Long> epochs = new HashMap<>();
        tx.events(controller, ControllerContract.BATCH_SETTLED)
                .forEach(event -> epochs.put(event.integer("batchId"), event.longValue("epoch")));
        List<Payout> paid = new ArrayList<>();
        Set<Address> creators = new HashSet<>();
        for (AbiValues event : tx.events(controller, ControllerContract.CREATOR_PAID)) {
            BigInteger batch = event.integer("batchId");
            paid.add(new Payout(
                    event.address("creator"),
                    BatchId.ofChain(batch),
                    epochs.getOrDefault(batch, 0L),
                    event.wei("claps"),
                    event.wei("gifts"),
                    event.wei("paid"),
                    tx.hash(),
                    tx.block(),
                    tx.at()));
            creators.add(event.address("creator"));
        }
        payouts.insertAll(paid);
        return creators;
    }
}
