package dev.ovation.runtime.onchain;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Bytes32;
import java.util.Optional;

/** Waits until a transaction that the chain knows is deep enough to count. */
final class Confirmations {

    private final RpcClient rpc;
    private final ContractReads reads;
    private final OnchainSettings settings;

    Confirmations(RpcClient rpc, ContractReads reads, OnchainSettings settings) {
        this.rpc = rpc;
        this.reads = reads;
        this.settings = settings;
    }

    /**
     * @throws Unavailable if the transaction leaves the chain, or is not confirmed in time
     */
    Mined await(Bytes32 transaction) {
        long deadline = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            Optional<Receipt> receipt = ContractReads.answered(() -> rpc.call(EvmCalls.receipt(transaction)));
            if (receipt.isPresent() && enough(receipt.get(), head())) {
                return mined(receipt.get());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new Unavailable("chain", new IllegalStateException(transaction + " is not confirmed yet"));
            }
            pause();
        }
    }

    long head() {
        return reads.head().number();
    }

    /** Whether a transaction has its confirmations when the chain is so long. */
    boolean enough(Receipt receipt, long head) {
        return head - receipt.blockNumber() + 1 >= settings.confirmations();
    }

    /** A confirmed receipt with its block's time. */
    Mined mined(Receipt receipt) {
        Block block = ContractReads.answered(() -> rpc.call(EvmCalls.blockByHash(receipt.blockHash())))
                .orElseThrow(() -> new Unavailable(
                        "chain", new IllegalStateException("the node has no block " + receipt.blockHash())));
        return new Mined(
                new dev.ovation.core.ledger.Receipt(
                        receipt.transactionHash(), receipt.blockNumber(), block.timestamp()),
                receipt.logs());
    }

    private void pause() {
        try {
            Thread.sleep(settings.poll());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("chain", e);
        }
    }
}
