package dev.ovation.chain.follow;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.value.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The hashes of the last blocks that were seen, up to a bound. Not safe for use by several threads at once. */
final class BlockHistory {

    private final int depth;
    private final NavigableMap<Long, Bytes32> hashes;

    BlockHistory(int depth, NavigableMap<Long, Bytes32> hashes) {
        this.depth = depth;
        this.hashes = new TreeMap<>(hashes);
    }

    boolean isEmpty() {
        return hashes.isEmpty();
    }

    long newest() {
        return hashes.lastKey();
    }

    /**
     * Whether a head tells of a node that lags behind, or of a chain that was cut short and has not grown anew: every
     * block that it could share with us is the same.
     */
    boolean isAheadOf(Block head) {
        return !isEmpty()
                && head.number() < newest()
                && (head.number() < hashes.firstKey() || has(head.number(), head.hash()));
    }

    boolean has(long number, Bytes32 hash) {
        Bytes32 known = hashes.get(number);
        return known != null && known.equals(hash);
    }

    void add(long number, Bytes32 hash) {
        hashes.put(number, hash);
        hashes.headMap(number - depth, true).clear();
    }

    /** Forgets what is above a block. */
    void rollBackTo(long number) {
        hashes.tailMap(number, false).clear();
    }

    NavigableMap<Long, Bytes32> hashes() {
        return new TreeMap<>(hashes);
    }

    /**
     * The newest of the known blocks that the chain still has.
     *
     * @param head the chain's newest block
     * @return empty if it has none of them: the re-org is deeper than the history
     */
    Optional<Long> commonAncestor(RpcClient rpc, Block head) {
        if (hashes.containsKey(head.number() - 1)
                && has(head.number() - 1, head.parentHash())
                && newest() < head.number()) {
            return Optional.of(head.number() - 1);
        }
        if (has(head.number(), head.hash())) {
            return Optional.of(head.number());
        }
        int width = 1;
        List<Long> candidates =
                new ArrayList<>(hashes.headMap(head.number(), true).descendingKeySet());
        for (int from = 0; from < candidates.size(); width = Math.min(2 * width, 64)) {
            List<Long> part = candidates.subList(from, Math.min(from + width, candidates.size()));
            List<Optional<Block>> blocks = read(rpc, part);
            for (int i = 0; i < part.size(); i++) {
                long number = part.get(i);
                if (blocks.get(i).filter(block -> has(number, block.hash())).isPresent()) {
                    return Optional.of(number);
                }
            }
            from += part.size();
        }
        return Optional.empty();
    }

    static List<Optional<Block>> read(RpcClient rpc, List<Long> numbers) {
        RpcBatch batch = rpc.newBatch();
        List<RpcBatch.Answer<Optional<Block>>> answers = numbers.stream()
                .map(number -> batch.add(EvmCalls.block(BlockRef.number(number))))
                .toList();
        batch.send();
        return answers.stream().map(RpcBatch.Answer::get).toList();
    }
}
