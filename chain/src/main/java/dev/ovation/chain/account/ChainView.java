package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.rpc.TransactionInfo;
import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One look at the chain, in two exchanges: the head and the account's count, then only what these make interesting.
 *
 * @param receipts for each slot that was asked about: that of the attempt which is mined, if any
 * @param known for each slot that was looked up: whether the node knows its last attempt
 */
record ChainView(Block head, long nonce, Map<Slot, Optional<Receipt>> receipts, Map<Slot, Boolean> known) {

    /** More would make one answer large; the rest has its turn at the next look. */
    private static final int MOST_AT_ONCE = 200;

    /** Those that wait for their inclusion, of which there are few; then those that have waited longest for a look. */
    private static final Comparator<Slot> TURN = Comparator.comparing((Slot slot) -> !slot.unmined())
            .thenComparing(slot -> slot.lookedAt)
            .thenComparing(Slot::nonce);

    /**
     * @param number counts the looks
     */
    static ChainView look(
            RpcClient rpc,
            Address account,
            Collection<Slot> slots,
            Optional<Block> before,
            Instant now,
            int finality,
            long number) {
        RpcBatch first = rpc.newBatch();
        RpcBatch.Answer<Optional<Block>> headAnswer = first.add(EvmCalls.block(BlockRef.LATEST));
        RpcBatch.Answer<Long> nonceAnswer = first.add(EvmCalls.nonce(account, BlockRef.LATEST));
        first.send();
        Block head = headAnswer.get().orElseThrow(() -> new RpcFailure.OutcomeUnknown("the node has no latest block"));
        long nonce = nonceAnswer.get();

        if (before.isEmpty() || !follows(head, before.get())) {
            slots.forEach(slot -> slot.unsure = !slot.unmined());
        }
        RpcBatch second = rpc.newBatch();
        Map<Slot, List<RpcBatch.Answer<Optional<Receipt>>>> asked = new HashMap<>();
        Map<Slot, RpcBatch.Answer<Optional<TransactionInfo>>> lookedUp = new HashMap<>();
        for (Slot slot : slots.stream().sorted(TURN).toList()) {
            boolean maturing = slot.inclusion
                    .filter(receipt -> head.number() - receipt.blockNumber() + 1 >= finality)
                    .isPresent();
            boolean due = slot.unmined() ? slot.nonce() < nonce : slot.unsure || maturing;
            if (due && asked.size() < MOST_AT_ONCE) {
                slot.lookedAt = number;
                asked.put(slot, receiptsOf(slot, second));
            } else if (slot.unmined() && !now.isBefore(slot.lookUpAt) && lookedUp.size() < MOST_AT_ONCE) {
                lookedUp.put(slot, second.add(EvmCalls.transaction(slot.lastHash())));
            }
        }
        second.send();

        Map<Slot, Optional<Receipt>> receipts = new HashMap<>();
        asked.forEach((slot, answers) -> receipts.put(
                slot,
                answers.stream()
                        .map(RpcBatch.Answer::get)
                        .flatMap(Optional::stream)
                        .findFirst()));
        Map<Slot, Boolean> known = new HashMap<>();
        lookedUp.forEach((slot, answer) -> known.put(slot, answer.get().isPresent()));
        return new ChainView(head, nonce, receipts, known);
    }

    /** How many blocks deep a block is, itself among them. */
    long depth(long blockNumber) {
        return head.number() - blockNumber + 1;
    }

    /** The same block or the next one: nothing that was included can have been dropped in between. */
    private static boolean follows(Block head, Block before) {
        return head.hash().equals(before.hash())
                || (head.number() == before.number() + 1 && head.parentHash().equals(before.hash()));
    }

    private static List<RpcBatch.Answer<Optional<Receipt>>> receiptsOf(Slot slot, RpcBatch batch) {
        List<RpcBatch.Answer<Optional<Receipt>>> answers = new ArrayList<>();
        slot.record
                .live()
                .forEach(attempt ->
                        answers.add(batch.add(EvmCalls.receipt(attempt.signed().hash()))));
        return answers;
    }
}
