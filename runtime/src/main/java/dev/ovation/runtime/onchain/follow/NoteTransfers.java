package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.rpc.Log;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.ledger.Transfer;
import dev.ovation.core.ledger.Transfers;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.TkContract;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps transfers that wallets made by themselves. What the house moves has the controller or nobody on one side: it is
 * known already, and to forget the caches of thousands of clapping fans for it would cost a reading each.
 */
final class NoteTransfers implements LogReader {

    /** The same declaration in both tokens. */
    private static final AbiEvent TRANSFER = TkContract.TRANSFER;

    private final Transfers transfers;
    private final Deployment deployment;

    NoteTransfers(ReadModel model, Deployment deployment) {
        this.transfers = model.transfers();
        this.deployment = deployment;
    }

    @Override
    public Set<Address> apply(LoggedTransaction tx) {
        List<Transfer> found = new ArrayList<>();
        Set<Address> touched = new HashSet<>();
        for (Log log : tx.logs()) {
            boolean ofTk = log.address().equals(deployment.tk());
            if ((!ofTk && !log.address().equals(deployment.tki())) || !TRANSFER.matches(log.topics())) {
                continue;
            }
            AbiValues event = TRANSFER.decode(log.topics(), log.data());
            Address from = event.address("from");
            Address to = event.address("to");
            if (isOurs(from) || isOurs(to)) {
                continue;
            }
            found.add(new Transfer(
                    ofTk ? Token.TK : Token.TKI,
                    from,
                    to,
                    event.wei("value"),
                    tx.block(),
                    tx.hash(),
                    log.logIndex(),
                    tx.at()));
            touched.add(from);
            touched.add(to);
        }
        transfers.insertAll(found);
        return touched;
    }

    private boolean isOurs(Address side) {
        return side.isZero() || side.equals(deployment.controller());
    }
}
