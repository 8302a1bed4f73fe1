package dev.ovation.chain.follow;

import dev.ovation.chain.rpc.Log;
import java.util.List;

/**
 * Takes what a follower reads. Called on the follower's thread, before the checkpoint is saved: after a crash the same
 * blocks come again, so taking them twice must be the same as once.
 */
public interface LogConsumer {

    /**
     * All matching logs of a range of blocks, in the order of the chain. Called for ranges without logs as well.
     */
    void read(long fromBlock, long toBlock, List<Log> logs);

    /** Forget whatever came from blocks above this one: the chain has dropped them, and their successors come next. */
    void rollBack(long toBlock);
}
