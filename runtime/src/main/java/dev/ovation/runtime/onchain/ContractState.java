package dev.ovation.runtime.onchain;

import dev.ovation.core.doubt.DoneOnChain;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;

/** Asks the RevenueController. */
final class ContractState implements DoneOnChain {

    /** Of a withdrawal, as Treasury.sol numbers them; 0 is none of these. */
    private static final int BURNED = 1;

    private static final int RETURNED = 2;

    private final ContractReads reads;
    private final Deployment deployment;

    ContractState(ContractReads reads, Deployment deployment) {
        this.reads = reads;
        this.deployment = deployment;
    }

    @Override
    public boolean minted(PaymentId payment) {
        return reads.flag(deployment.controller(), ControllerContract.PAYMENT_MINTED, Words.of(payment));
    }

    @Override
    public boolean burned(WithdrawalId withdrawal) {
        return state(withdrawal) >= BURNED;
    }

    @Override
    public boolean givenBack(WithdrawalId withdrawal) {
        return state(withdrawal) >= RETURNED;
    }

    private int state(WithdrawalId withdrawal) {
        return reads.number(deployment.controller(), ControllerContract.WITHDRAWAL_STATE, withdrawal.value())
                .intValueExact();
    }
}
