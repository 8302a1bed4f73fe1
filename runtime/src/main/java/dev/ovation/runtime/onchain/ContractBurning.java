package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Burning;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.util.List;
import java.util.Optional;

/** Burns and gives back through the RevenueController as its treasurer. */
final class ContractBurning implements Burning {

    private static final int BURNED = 1;
    private static final int RETURNED = 2;

    private final ContractReads reads;
    private final ChainHistory history;
    private final ContractSender treasurer;
    private final Deployment deployment;

    ContractBurning(ContractReads reads, ChainHistory history, ContractSender treasurer, Deployment deployment) {
        this.reads = reads;
        this.history = history;
        this.treasurer = treasurer;
        this.deployment = deployment;
    }

    @Override
    public Receipt burn(WithdrawalId withdrawal, Address from, Wei amount, byte[] signature) {
        Bytes data = ControllerContract.CONTROLLER_BURN.encode(from, amount, withdrawal.value(), Bytes.of(signature));
        Mined mined = burnOf(withdrawal)
                .orElseGet(() -> treasurer.send(
                        "burn:" + withdrawal,
                        new ContractCall(deployment.controller(), data),
                        () -> burnOf(withdrawal)));
        requireSame(mined, withdrawal, from, amount);
        return mined.receipt();
    }

    @Override
    public Receipt giveBack(WithdrawalId withdrawal) {
        Bytes data = ControllerContract.RETURN_WITHDRAWAL.encode(withdrawal.value());
        return returnOf(withdrawal)
                .orElseGet(() -> treasurer.send(
                        "return:" + withdrawal,
                        new ContractCall(deployment.controller(), data),
                        () -> returnOf(withdrawal)))
                .receipt();
    }

    private Optional<Mined> burnOf(WithdrawalId withdrawal) {
        return find(withdrawal, BURNED, ControllerContract.WITHDRAWAL_BURNED);
    }

    private Optional<Mined> returnOf(WithdrawalId withdrawal) {
        return find(withdrawal, RETURNED, ControllerContract.WITHDRAWAL_RETURNED);
    }

    private Optional<Mined> find(WithdrawalId withdrawal, int from, AbiEvent event) {
        int state = reads.number(deployment.controller(), ControllerContract.WITHDRAWAL_STATE, withdrawal.value())
                .intValueExact();
        return state >= from
                ? history.first(deployment.controller(), List.of(event.topic(), withdrawal.value()))
                : Optional.empty();
    }

    private void requireSame(Mined mined, WithdrawalId withdrawal, Address from, Wei amount) {
        for (AbiValues event : mined.events(deployment.controller(), ControllerContract.WITHDRAWAL_BURNED)) {
            if (event.bytes32("withdrawalId").equals(withdrawal.value())
                    && event.address("from").equals(from)
                    && event.wei("amount").equals(amount)) {
                return;
            }
        }
        throw new RevertedOnChain("WithdrawalAlreadyUsed");
    }
}
