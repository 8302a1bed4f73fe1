package dev.ovation.runtime.onchain.contracts;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.ContractAbi;

/** The interest token. */
public final class TkiContract {

    static final ContractAbi ABI = ContractArtifact.named("TKI").abi();

    public static final AbiFunction BALANCE_OF = ABI.function("balanceOf(address)");
    public static final AbiFunction ACCRUE_FOR = ABI.function("accrueFor(address)");
    public static final AbiFunction ACCRUE_MANY = ABI.function("accrueMany(address[])");

    public static final AbiEvent TRANSFER = ABI.event("Transfer(address,address,uint256)");

    private TkiContract() {}
}
