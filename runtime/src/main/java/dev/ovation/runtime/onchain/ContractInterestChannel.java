package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.core.accrual.InterestChannel;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.TkiContract;
import java.util.List;

/** Materialises interest through the TKI contract. Anyone may; the settler's account pays for it. */
final class ContractInterestChannel implements InterestChannel {

    private final ContractReads reads;
    private final ContractSender settler;
    private final Deployment deployment;

    ContractInterestChannel(ContractReads reads, ContractSender settler, Deployment deployment) {
        this.reads = reads;
        this.settler = settler;
        this.deployment = deployment;
    }

    @Override
    public Receipt materialise(List<Address> accounts) {
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("there is no account to accrue for");
        }
        Bytes data = accounts.size() == 1
                ? TkiContract.ACCRUE_FOR.encode(accounts.getFirst())
                : TkiContract.ACCRUE_MANY.encode(accounts);
        // The same wish at another time is another wish: interest has grown.
        String key = ContentKey.of("accrue", data) + ":" + reads.head().number();
        return settler.send(key, new ContractCall(deployment.tki(), data)).receipt();
    }
}
