package dev.ovation.chain.account;

import dev.ovation.chain.abi.RevertReasons;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.signer.Signer;
import dev.ovation.core.value.Address;
import java.time.InstantSource;

/**
 * What an owner needs: the account and all that surrounds it.
 *
 * @param reverts names the custom errors of the contracts that the account calls
 */
public record OwnedAccount(
        long chainId,
        Signer signer,
        RpcClient rpc,
        TransactionJournal journal,
        FeeOracle fees,
        OwnerPolicy policy,
        RevertReasons reverts,
        OwnerListener listener,
        InstantSource clock) {

    Address address() {
        return signer.address();
    }
}
