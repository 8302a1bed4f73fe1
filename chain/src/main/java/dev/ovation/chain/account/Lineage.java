package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.value.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A head's ancestors, as far as their hashes are known: each is named by the block after it, so that it does not matter
 * which nodes the headers are from.
 *
 * @param hashes the head's own, its parent's, and so on
 */
record Lineage(Block head, List<Bytes32> hashes) {

    /** Headers are cheap, but so are receipts after so long. */
    private static final int LONGEST = 64;

    /** What the head tells by itself. */
    static Lineage of(Block head) {
        return new Lineage(head, List.of(head.hash(), head.parentHash()));
    }

    /** Asks for the headers that lead from this number to what is known; knows less where they don't lead there. */
    Lineage backTo(long number, RpcClient rpc) {
        if (number >= oldest() || !reaches(number)) {
            return this;
        }
        RpcBatch batch = rpc.newBatch();
        List<RpcBatch.Answer<Optional<Block>>> headers = LongStream.iterate(oldest(), n -> n > number, n -> n - 1)
                .mapToObj(n -> batch.add(EvmCalls.block(BlockRef.number(n))))
                .toList();
        batch.send();
        List<Bytes32> longer = new ArrayList<>(hashes);
        for (RpcBatch.Answer<Optional<Block>> header : headers) {
            Optional<Block> next = header.get().filter(block -> block.hash().equals(longer.getLast()));
            if (next.isEmpty()) {
                break;
            }
            longer.add(next.get().parentHash());
        }
        return new Lineage(head, longer);
    }

    /** Whether a block of this number is near enough for its hash to be asked for. */
    boolean reaches(long number) {
        return number >= 0 && head.number() - number <= LONGEST;
    }

    /** Whether this block is the head or is known as one of its ancestors. */
    boolean has(Block block) {
        return has(block.number(), block.hash());
    }

    boolean has(long number, Bytes32 hash) {
        long back = head.number() - number;
        return back >= 0 && back < hashes.size() && hashes.get((int) back).equals(hash);
    }

    private long oldest() {
        return head.number() + 1 - hashes.size();
    }
}
