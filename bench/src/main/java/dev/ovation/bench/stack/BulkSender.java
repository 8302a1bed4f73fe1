package dev.ovation.bench.stack;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.crypto.Keccak256;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.chain.tx.Transaction;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends many calls of one account and waits until all of them are mined: to prepare a chain, with no journal. */
final class BulkSender {

    private static final int AT_ONCE = 200;
    private static final Wei GWEI = Wei.of(1_000_000_000);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 20;

    private final RpcClient rpc;
    private final long chainId;

    BulkSender(RpcClient rpc) {
        this.rpc = rpc;
        this.chainId = rpc.call(EvmCalls.chainId());
    }

    /**
     * @throws IllegalStateException if one of them fails
     */
    void send(Wallet from, Address to, List<Bytes> calls, long gasOfEach) {
        long nonce = rpc.call(EvmCalls.nonce(from.address(), BlockRef.LATEST));
        for (int start = 0; start < calls.size(); start += AT_ONCE) {
            List<Bytes> part = calls.subList(start, Math.min(calls.size(), start + AT_ONCE));
            List<Bytes32> hashes = new ArrayList<>();
            RpcBatch batch = rpc.newBatch();
            List<RpcBatch.Answer<Bytes32>> answers = new ArrayList<>();
            for (Bytes call : part) {
                SignedTransaction signed = sign(from, nonce++, to, call, gasOfEach);
                hashes.add(signed.hash());
                answers.add(batch.add(EvmCalls.sendRawTransaction(signed.raw())));
            }
            batch.send();
            answers.forEach(RpcBatch.Answer::get);
            awaitAll(hashes);
        }
    }

    private SignedTransaction sign(Wallet from, long nonce, Address to, Bytes data, long gas) {
        Transaction transaction =
                new Transaction(chainId, nonce, new Fees(GWEI.times(20), GWEI), gas, Optional.of(to), Wei.ZERO, data);
        return SignedTransaction.of(
                transaction, Secp256k1.best().sign(Keccak256.hash(transaction.preimage()), from.key()));
    }

    private void awaitAll(List<Bytes32> hashes) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rpc.call(EvmCalls.receipt(hashes.getLast())).isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a prepared transaction was not mined");
            }
            pause();
        }
        RpcBatch batch = rpc.newBatch();
        List<RpcBatch.Answer<Optional<Receipt>>> receipts =
                hashes.stream().map(hash -> batch.add(EvmCalls.receipt(hash))).toList();
        batch.send();
        for (RpcBatch.Answer<Optional<Receipt>> receipt : receipts) {
            if (!receipt.get().orElseThrow().succeeded()) {
                throw new IllegalStateException("a prepared transaction reverted: "
                        + receipt.get().orElseThrow().transactionHash());
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS); // another process mines: there is nothing to be notified by
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
