package dev.ovation.runtime.onchain.contracts;

import dev.ovation.chain.abi.RevertReasons;

/** The custom errors of all four contracts: a revert passes through from any of them. */
public final class ContractErrors {

    public static final RevertReasons REASONS =
            RevertReasons.of(ControllerContract.ABI, ValidatorContract.ABI, TkContract.ABI, TkiContract.ABI);

    private ContractErrors() {}
}
