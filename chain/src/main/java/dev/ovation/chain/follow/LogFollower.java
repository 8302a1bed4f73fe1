package dev.ovation.chain.follow;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.LogFilter;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the logs of some contracts, each once, from a durable checkpoint to the head and onwards.
 * Ranges shrink by half where the endpoint refuses them and grow by a tenth where it doesn't. Where the chain drops blocks
 * that were read, the consumer rolls back to the common ancestor and reads on from there. Of several followers on one
 * checkpoint only the one whose turn it is works; it begins with what the one before it left in the checkpoint.
 */
public final class LogFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

    /** How often in a row none of the blocks that were read must be found before that is believed. */
    private static final int STRANGE_LOOKS = 3;

    private final RpcClient rpc;
    private final ReadLogs readLogs;
    private final ChainCheckpoint checkpoint;
    private final LogConsumer consumer;
    private final FollowPolicy policy;
    private final FollowTurn turn;
    private final Semaphore work = new Semaphore(1);
    private final Thread thread;

    private volatile long nextBlock;
    private volatile boolean halted;
    private volatile boolean closing;
    private boolean loaded;
    private BlockHistory history;
    private long range;
    private int strangeLooks;

    private LogFollower(
            RpcClient rpc,
            LogFilter filter,
            ChainCheckpoint checkpoint,
            LogConsumer consumer,
            FollowPolicy policy,
            FollowTurn turn,
            long firstBlock) {
        this.rpc = rpc;
        this.readLogs = new ReadLogs(rpc, filter);
        this.checkpoint = checkpoint;
        this.consumer = consumer;
        this.policy = policy;
        this.turn = turn;
        this.nextBlock = firstBlock;
        this.history = new BlockHistory(policy.reorgDepth(), new TreeMap<>());
        this.range = policy.maxRange();
        this.thread = Thread.ofVirtual().name("log-follower").unstarted(this::run);
    }

    /**
     * Starts even if neither the node nor the checkpoint can be read yet.
     *
     * @param firstBlock where to begin without a checkpoint: the block that created the first of the contracts
     * @param turn is closed with the follower
     */
    public static LogFollower start(
            RpcClient rpc,
            LogFilter filter,
            ChainCheckpoint checkpoint,
            long firstBlock,
            LogConsumer consumer,
            FollowPolicy policy,
            FollowTurn turn) {
        LogFollower follower = new LogFollower(rpc, filter, checkpoint, consumer, policy, turn, firstBlock);
        try {
            follower.load();
        } catch (RuntimeException e) {
            LOG.warn("event=checkpoint_unreadable reason=\"{}\"", e.getMessage());
        }
        follower.thread.start();
        return follower;
    }

    /** The first block that was not read yet. */
    public long nextBlock() {
        return nextBlock;
    }

    /** Whether a re-org beyond the remembered depth has stopped the work for good. */
    public boolean halted() {
        return halted;
    }

    /** Says that there may be a new block. */
    public void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        while (!closing) {
            try {
                boolean more = turn.mine();
                // Whoever had the turn meanwhile has read on.
                loaded &= more;
                more = more && (loaded || load());
                while (more && !closing) {
                    more = step();
                }
            } catch (TurnLost e) {
                LOG.warn("event=follower_lost_its_turn next={}", nextBlock);
                loaded = false;
            } catch (ReorgTooDeep e) {
                LOG.error("event=follower_halted reason=\"{}\"", e.getMessage());
                halted = true;
                return;
            } catch (RpcFailure e) {
                LOG.warn("event=follower_waits_for_node next={} reason=\"{}\"", nextBlock, e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("event=follower_step_failed next={}", nextBlock, e);
                loaded = false;
            }
            try {
                if (work.tryAcquire(policy.pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** At the start, and after a failure of consumer or checkpoint: only what is durable counts. */
    private boolean load() {
        checkpoint.load().ifPresent(stored -> {
            nextBlock = stored.nextBlock();
            history = new BlockHistory(policy.reorgDepth(), stored.recent());
        });
        loaded = true;
        return true;
    }

    /** Reads one range, or rolls back; true if there is more to do at once. */
    private boolean step() {
        Block head = rpc.call(EvmCalls.block(BlockRef.LATEST))
                .orElseThrow(() -> new RpcFailure.OutcomeUnknown("the node has no latest block"));
        if (rolledBack(head)) {
            return true;
        }
        long target = head.number() - policy.confirmations() + 1;
        if (nextBlock > target) {
            return false;
        }
        long from = nextBlock;
        long to = Math.min(target, from + range - 1);
        return readRange(head, from, to);
    }

    /** Another follower may have begun while the node was asked, and what is about to happen would undo its work. */
    private void requireTurn() {
        if (!turn.mine()) {
            throw new TurnLost();
        }
    }

    private static final class TurnLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean rolledBack(Block head) {
        if (history.isEmpty() || history.isAheadOf(head)) {
            return false;
        }
        Optional<Long> ancestor = history.commonAncestor(rpc, head);
        if (ancestor.isEmpty()) {
            // A node that is just moving to another branch may not show any block; only a lasting answer counts.
            if (++strangeLooks >= STRANGE_LOOKS) {
                throw new ReorgTooDeep(nextBlock, policy.reorgDepth());
            }
            throw new RpcFailure.OutcomeUnknown("the node shows none of the blocks that were read");
        }
        strangeLooks = 0;
        long common = ancestor.get();
        if (common >= Math.min(history.newest(), head.number())) {
            return false;
        }
        LOG.warn("event=follower_rolled_back from={} to={}", nextBlock - 1, common);
        requireTurn();
        consumer.rollBack(common);
        history.rollBackTo(common);
        nextBlock = common + 1;
        checkpoint.save(new Checkpoint(nextBlock, history.hashes()));
        return true;
    }

    private boolean readRange(Block head, long from, long to) {
        long firstYoung = head.number() - policy.reorgDepth() + 1;
        long last = from < firstYoung ? Math.min(to, firstYoung - 1) : to;
        Optional<ReadLogs.Range> read;
        try {
            read = from < firstYoung ? Optional.of(readLogs.old(from, last)) : readLogs.young(from, last, history);
        } catch (RpcFailure.Rejected | RpcFailure.OutcomeUnknown e) {
            // Too many blocks or logs for this endpoint, too large an answer, or too long in the making.
            if (last == from) {
                throw e;
            }
            range = Math.max(1, (last - from + 1) / 2);
            LOG.info("event=log_range_shrunk blocks={} reason=\"{}\"", range, e.getMessage());
            return true;
        }
        if (read.isEmpty()) {
            return false;
        }
        requireTurn();
        consumer.read(from, last, read.get().logs());
        read.get().blocks().forEach(block -> history.add(block.number(), block.hash()));
        nextBlock = last + 1;
        checkpoint.save(new Checkpoint(nextBlock, history.hashes()));
        range = Math.min(policy.maxRange(), range + Math.max(1, range / 10));
        return true;
    }

    /** Ends the work after the current step. */
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        turn.close();
    }

    @Override
    public String toString() {
        return "LogFollower(next=%d, halted=%s, alive=%s)".formatted(nextBlock, halted, thread.isAlive());
    }
}
