package dev.ovation.chain.account;

import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.abi.RevertReasons;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.CallRequest;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import java.util.List;
import java.util.Optional;

/** Reads from the chain what became of a journaled transaction. */
final class ReadOutcome {

    private final RpcClient rpc;
    private final RevertReasons reverts;

    ReadOutcome(RpcClient rpc, RevertReasons reverts) {
        this.rpc = rpc;
        this.reverts = reverts;
    }

    /**
     * The outcome of a record that some owner, here or elsewhere, looks after.
     *
     * @return empty while it has fewer confirmations than asked for
     */
    Optional<Outcome> of(JournaledTransaction record, int confirmations) {
        RpcBatch batch = rpc.newBatch();
        RpcBatch.Answer<Long> head = batch.add(EvmCalls.blockNumber());
        List<RpcBatch.Answer<Optional<Receipt>>> receipts = record.attempts().stream()
                .map(attempt -> batch.add(EvmCalls.receipt(attempt.signed().hash())))
                .toList();
        batch.send();
        for (RpcBatch.Answer<Optional<Receipt>> answer : receipts) {
            Optional<Receipt> receipt = answer.get();
            if (receipt.isPresent()) {
                long depth = head.get() - receipt.get().blockNumber() + 1;
                return depth >= confirmations ? Optional.of(of(record, receipt.get())) : Optional.empty();
            }
        }
        boolean strangersNonce = record.closed()
                && record.taker().isPresent()
                && record.attempt(record.taker().get()).isEmpty();
        return strangersNonce ? Optional.of(new Outcome.Cancelled(record.taker().get())) : Optional.empty();
    }

    Outcome of(JournaledTransaction record, Receipt receipt) {
        boolean cancelled = record.attempt(receipt.transactionHash())
                .map(attempt -> attempt.kind() == Attempt.Kind.CANCEL)
                .orElse(false);
        if (cancelled) {
            return new Outcome.Cancelled(receipt.transactionHash());
        }
        return new Outcome.Mined(
                receipt, receipt.succeeded() ? Optional.empty() : Optional.of(reason(record.body(), receipt)));
    }

    /** Nodes keep no reasons, so the call is made again on the state before its block; it may differ within the block. */
    private RevertReason reason(TransactionBody body, Receipt receipt) {
        CallRequest call = new CallRequest(Optional.of(receipt.from()), body.to(), body.data(), body.value());
        try {
            rpc.call(EvmCalls.call(call, BlockRef.number(Math.max(0, receipt.blockNumber() - 1))));
        } catch (RpcFailure.Rejected e) {
            return e.reverted() ? reverts.decode(e.data()) : new RevertReason.None();
        } catch (RpcFailure e) {
            return new RevertReason.None();
        }
        return new RevertReason.None();
    }
}
