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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One look at the chain, in two exchanges: the head and the account's count, then only what these make interesting.
 * Headers are asked for besides where the head itself does not tell whose descendant it is: of the head before, where
 * some were missed, and of the block of a receipt, where that is deeper. As long as every head descends from the one
 * before, nothing that was included has fallen out, and no receipt, which may be large, is read a second time.
 *
 * @param lineage of the newest block
 * @param receipts for each slot that was asked about: that of the attempt which is mined, if any
 * @param standing the slots that are about to be final, of which the chain was seen to have their very block
 * @param known for each slot that was looked up: whether the node knows its last attempt
 */
record ChainView(
        Lineage lineage,
        long nonce,
        Map<Slot, Optional<Receipt>> receipts,
        Set<Slot> standing,
        Map<Slot, Boolean> known) {

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

        Lineage lineage = Lineage.of(head);
        if (slots.stream().anyMatch(Slot::included)) {
            // As long as the head before is an ancestor of this one, nothing that was included can have fallen out.
            long last = before.map(Block::number).orElse(head.number());
            lineage = lineage.backTo(last, rpc);
            if (before.filter(lineage::has).isEmpty()) {
                slots.forEach(slot -> slot.unsure = !slot.unmined());
            }
        }
        RpcBatch second = rpc.newBatch();
        Map<Slot, List<RpcBatch.Answer<Optional<Receipt>>>> asked = new HashMap<>();
        Map<Slot, RpcBatch.Answer<Optional<Block>>> maturing = new HashMap<>();
        Map<Long, RpcBatch.Answer<Optional<Block>>> blocks = new HashMap<>();
        Map<Slot, RpcBatch.Answer<Optional<TransactionInfo>>> lookedUp = new HashMap<>();
        for (Slot slot : slots.stream().sorted(TURN).toList()) {
            if (slot.included() && slot.nonce() >= nonce) {
                // The node whose head this is says that the nonce is not taken.
                slot.unsure = true;
            }
            boolean due = slot.unmined() ? slot.nonce() < nonce : slot.unsure || slot.askedAgain();
            if (due && asked.size() < MOST_AT_ONCE) {
                slot.lookedAt = number;
                asked.put(slot, receiptsOf(slot, second));
            } else if (slot.included() && slot.blockNumber() <= head.number() + 1 - finality) {
                maturing.put(
                        slot,
                        blocks.computeIfAbsent(
                                slot.blockNumber(), block -> second.add(EvmCalls.block(BlockRef.number(block)))));
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
        long oldest = receipts.values().stream()
                .flatMap(Optional::stream)
                .mapToLong(Receipt::blockNumber)
                .filter(lineage::reaches)
                .min()
                .orElse(head.number());
        lineage = lineage.backTo(oldest, rpc);
        Set<Slot> standing = new HashSet<>();
        maturing.forEach((slot, block) -> {
            if (block.get().filter(slot::isIn).isPresent()) {
                standing.add(slot);
            } else {
                slot.unsure = true;
            }
        });
        Map<Slot, Boolean> known = new HashMap<>();
        lookedUp.forEach((slot, answer) -> known.put(slot, answer.get().isPresent()));
        return new ChainView(lineage, nonce, receipts, standing, known);
    }

    Block head() {
        return lineage.head();
    }

    /**
     * Whether a receipt is of the head's own chain, as far back as its lineage reaches. The exchanges of a look may have
     * reached two nodes, or a block may have come between them; if another one takes its place, no later head would show
     * it.
     */
    boolean vouchesFor(Slot slot, Receipt receipt) {
        return slot.nonce() < nonce
                && (lineage.has(receipt.blockNumber(), receipt.blockHash()) || !lineage.reaches(receipt.blockNumber()));
    }

    /** How many blocks deep a block is, itself among them. */
    long depth(long blockNumber) {
        return head().number() - blockNumber + 1;
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
