package dev.ovation.runtime.deploy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Signature;
import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.chain.tx.Transaction;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends one transaction after the other and waits for each. For a deployment only: nothing is journaled, and a crash
 * means to deploy again.
 */
final class PlainSender {

    private static final Wei PRIORITY_FEE = Wei.of(1_000_000_000);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long MARGIN_PERCENT = 20;

    private final RpcClient rpc;
    private final long chainId;
    private final Duration patience;

    PlainSender(RpcClient rpc, long chainId, Duration patience) {
        this.rpc = rpc;
        this.chainId = chainId;
        this.patience = patience;
    }

    long nextNonce(Address account) {
        return rpc.call(EvmCalls.nonce(account, BlockRef.PENDING));
    }

    /**
     * @throws IllegalStateException if it reverts, or is not mined in time
     */
    Receipt send(Signer signer, long nonce, Optional<Address> to, Bytes data) {
        Block head = rpc.call(EvmCalls.block(BlockRef.LATEST)).orElseThrow();
        Fees fees = new Fees(head.baseFeePerGas().times(2).plus(PRIORITY_FEE), PRIORITY_FEE);
        long gas = rpc.call(EvmCalls.estimateGas(new CallRequest(Optional.of(signer.address()), to, data, Wei.ZERO)));
        Transaction transaction =
                new Transaction(chainId, nonce, fees, gas + gas * MARGIN_PERCENT / 100, to, Wei.ZERO, data);
        Signature signature = signer.sign(transaction.preimage());
        SignedTransaction signed = SignedTransaction.of(transaction, signature);
        try {
            rpc.call(EvmCalls.sendRawTransaction(signed.raw()));
        } catch (RpcFailure.OutcomeUnknown e) {
            // It may have arrived: the receipt will tell.
        }
        Receipt receipt = await(signed.hash());
        if (!receipt.succeeded()) {
            throw new IllegalStateException("the transaction " + signed.hash() + " reverted");
        }
        return receipt;
    }

    private Receipt await(Bytes32 hash) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() - deadline < 0) {
            Optional<Receipt> receipt = rpc.call(EvmCalls.receipt(hash));
            if (receipt.isPresent()) {
                return receipt.get();
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for " + hash, e);
            }
        }
        throw new IllegalStateException("the transaction " + hash + " was not mined within " + patience);
    }
}
