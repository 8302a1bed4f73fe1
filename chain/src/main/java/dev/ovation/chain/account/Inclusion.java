package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.value.Bytes32;

/**
 * Where a transaction stands on the chain: what is kept of its receipt once its outcome is told.
 *
 * @param transaction the hash of the attempt that is mined
 */
record Inclusion(Bytes32 transaction, long blockNumber, Bytes32 blockHash, boolean succeeded) {

    static Inclusion of(Receipt receipt) {
        return new Inclusion(
                receipt.transactionHash(), receipt.blockNumber(), receipt.blockHash(), receipt.succeeded());
    }
}
