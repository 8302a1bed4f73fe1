package dev.ovation.runtime.onchain;

import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.util.List;
import java.util.Optional;

/** Mints through the RevenueController as its treasurer. */
final class ContractMinting implements Minting {

    private final ContractReads reads;
    private final ChainHistory history;
    private final ContractSender treasurer;
    private final Deployment deployment;

    ContractMinting(ContractReads reads, ChainHistory history, ContractSender treasurer, Deployment deployment) {
        this.reads = reads;
        this.history = history;
        this.treasurer = treasurer;
        this.deployment = deployment;
    }

    @Override
    public Receipt mint(PaymentId payment, Address to, Wei amount) {
        Bytes32 id = Words.of(payment);
        Mined mined = mintOf(id)
                .orElseGet(() -> treasurer.send(
                        "mint:" + payment,
                        new ContractCall(deployment.controller(), ControllerContract.MINT_TK.encode(to, amount, id)),
                        () -> mintOf(id)));
        requireSame(mined, id, to, amount);
        return mined.receipt();
    }

    private Optional<Mined> mintOf(Bytes32 id) {
        boolean minted = reads.flag(deployment.controller(), ControllerContract.PAYMENT_MINTED, id);
        return minted
                ? history.first(deployment.controller(), List.of(ControllerContract.PAYMENT_MINTED_EVENT.topic(), id))
                : Optional.empty();
    }

    /** One payment can't be two different mints: that the chain did another is no success. */
    private void requireSame(Mined mined, Bytes32 id, Address to, Wei amount) {
        for (AbiValues event : mined.events(deployment.controller(), ControllerContract.PAYMENT_MINTED_EVENT)) {
            if (event.bytes32("paymentId").equals(id)
                    && event.address("to").equals(to)
                    && event.wei("amount").equals(amount)) {
                return;
            }
        }
        throw new RevertedOnChain("PaymentAlreadyMinted");
    }
}
