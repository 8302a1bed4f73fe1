package dev.ovation.chain.account;

import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.TransactionInfo;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.Optional;

/**
 * The transaction that took a nonce, as the chain itself shows it. A missing receipt alone proves nothing, since nodes
 * lag behind each other; only this evidence lets a request go to another nonce.
 */
record NonceTaker(Bytes32 hash, long blockNumber) {

    /**
     * Searches backwards in growing steps for the block after which the account's count passed the nonce, then in
     * that block.
     *
     * @return empty if the nonce is free, or the node can't show who took it
     * @throws dev.ovation.chain.rpc.RpcFailure if the node can't be asked, or no longer has the state of that time
     */
    static Optional<NonceTaker> find(RpcClient rpc, Address account, long nonce, long head) {
        if (countAfter(rpc, account, head) <= nonce) {
            return Optional.empty();
        }
        long taken = head;
        long free = head;
        for (long step = 1; free >= 0 && countAfter(rpc, account, free) > nonce; step *= 2) {
            taken = free;
            free -= step;
        }
        free = Math.max(free, -1);
        while (taken - free > 1) {
            long middle = (taken + free) >>> 1;
            if (countAfter(rpc, account, middle) > nonce) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        for (TransactionInfo transaction : rpc.call(EvmCalls.transactionsOf(taken))) {
            if (transaction.from().equals(account) && transaction.nonce() == nonce) {
                return Optional.of(new NonceTaker(transaction.hash(), taken));
            }
        }
        return Optional.empty();
    }

    private static long countAfter(RpcClient rpc, Address account, long block) {
        return rpc.call(EvmCalls.nonce(account, BlockRef.number(block)));
    }
}
