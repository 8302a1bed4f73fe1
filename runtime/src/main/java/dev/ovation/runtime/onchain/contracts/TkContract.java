package dev.ovation.runtime.onchain.contracts;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.ContractAbi;

/** The stable token, which keeps the ledger of both tokens. */
public final class TkContract {

    static final ContractAbi ABI = ContractArtifact.named("TK").abi();

    public static final AbiFunction ACCOUNT_OF = ABI.function("accountOf(address)");
    public static final AbiFunction CURRENT_INDEX = ABI.function("currentIndex()");
    public static final AbiFunction RATE_BPS = ABI.function("rateBps()");

    public static final AbiEvent TRANSFER = ABI.event("Transfer(address,address,uint256)");

    private TkContract() {}
}
