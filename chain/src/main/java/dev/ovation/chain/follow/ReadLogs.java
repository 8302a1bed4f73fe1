package dev.ovation.chain.follow;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.LogFilter;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.value.Bytes32;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Reads the logs of blocks. Old blocks are read by range. Young ones, which a re-org may still move, are read block by
 * block under their hashes: what a node answers for a range while it moves from one branch to the other may leave out the
 * logs of a block that is on both. Where a header promises logs and none come, a second look has to confirm it.
 */
final class ReadLogs {

    /** The blocks with their logs; old ones come without their headers. */
    record Range(List<Block> blocks, List<Log> logs) {}

    private static final Comparator<Log> BY_PLACE =
            Comparator.comparingLong(Log::blockNumber).thenComparingInt(Log::logIndex);

    private final RpcClient rpc;
    private final LogFilter filter;
    private final Set<Bytes32> doubted = new HashSet<>();

    ReadLogs(RpcClient rpc, LogFilter filter) {
        this.rpc = rpc;
        this.filter = filter;
    }

    /** Blocks so deep that nothing moves them. */
    Range old(long from, long to) {
        return new Range(List.of(), sorted(rpc.call(EvmCalls.logs(filter, from, to))));
    }

    /**
     * Blocks that may still move.
     *
     * @return empty if the chain moved meanwhile, or the node has to be asked again
     */
    Optional<Range> young(long from, long to, BlockHistory history) {
        List<Block> blocks = BlockHistory.read(
                        rpc, LongStream.rangeClosed(from, to).boxed().toList())
                .stream()
                .flatMap(Optional::stream)
                .toList();
        if (blocks.size() != to - from + 1 || !linked(blocks, history)) {
            return Optional.empty();
        }
        RpcBatch batch = rpc.newBatch();
        List<RpcBatch.Answer<List<Log>>> answers = blocks.stream()
                .map(block -> batch.add(EvmCalls.logsOf(filter, block.hash())))
                .toList();
        batch.send();
        List<Log> logs = new ArrayList<>();
        boolean doubt = false;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            List<Log> found = answers.get(i).get();
            if (!found.stream().allMatch(log -> log.blockHash().equals(block.hash()))) {
                return Optional.empty();
            }
            doubt |= found.isEmpty() && block.logsBloom().mayHold(filter) && doubted.add(block.hash());
            logs.addAll(found);
        }
        if (doubt) {
            return Optional.empty();
        }
        doubted.clear();
        return Optional.of(new Range(blocks, sorted(logs)));
    }

    private static boolean linked(List<Block> blocks, BlockHistory history) {
        Block first = blocks.getFirst();
        boolean linked = history.isEmpty()
                || history.newest() != first.number() - 1
                || history.has(first.number() - 1, first.parentHash());
        for (int i = 1; i < blocks.size(); i++) {
            linked &= blocks.get(i).parentHash().equals(blocks.get(i - 1).hash());
        }
        return linked;
    }

    private static List<Log> sorted(List<Log> logs) {
        return logs.stream().sorted(BY_PLACE).toList();
    }
}
