package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.follow.ChainCheckpoint;
import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.chain.follow.FollowTurn;
import dev.ovation.chain.follow.LogConsumer;
import dev.ovation.chain.follow.LogFollower;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.LogFilter;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.doubt.Doubts;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.deploy.Deployment;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the read model in step with the chain for as long as it is open. One server does this, and the others stand by:
 * of two that follow a re-organisation, the later would forget what the earlier has read of the new branch.
 *
 * <p>The policy's confirmations are the depth at which domain states follow the chain; since these never go back,
 * choose it deeper than the chain's re-organisations go.
 */
public final class FollowContracts implements AutoCloseable {

    private final LogFollower follower;

    private FollowContracts(LogFollower follower) {
        this.follower = follower;
    }

    /**
     * Starts where the checkpoint says, or at the deployment.
     *
     * @param turn is closed with it
     */
    public static FollowContracts start(
            RpcClient rpc,
            Deployment deployment,
            ChainCheckpoint checkpoint,
            ReadModel model,
            Doubts doubts,
            FollowPolicy policy,
            FollowTurn turn,
            InstantSource clock) {
        return new FollowContracts(LogFollower.start(
                rpc,
                filter(deployment),
                checkpoint,
                deployment.block(),
                new Applying(new ApplyLogs(rpc, model, deployment, clock), model, doubts),
                policy,
                turn));
    }

    static LogFilter filter(Deployment deployment) {
        return new LogFilter(
                List.of(deployment.controller(), deployment.validator(), deployment.tk(), deployment.tki()), List.of());
    }

    private record Applying(ApplyLogs applyLogs, ReadModel model, Doubts doubts) implements LogConsumer {

        @Override
        public void read(long fromBlock, long toBlock, List<Log> logs) {
            applyLogs.apply(logs);
        }

        /**
         * The house's own transactions are sent again by the owners of its accounts, who may never have seen them in the
         * blocks that were read here, at another fee perhaps and so under another hash; nobody repeats a wallet's.
         */
        @Override
        public void rollBack(long toBlock) {
            doubts.raiseOpen();
            // The cached balances first: who fails in between would not find out any more whose they are.
            Set<Address> touched = new HashSet<>(model.transfers().partiesFrom(toBlock + 1));
            touched.addAll(model.payouts().creatorsFrom(toBlock + 1));
            if (!touched.isEmpty()) {
                model.balances().invalidate(touched);
            }
            model.transfers().forgetFrom(toBlock + 1);
            model.payouts().forgetFrom(toBlock + 1);
        }
    }

    /** The first block that was not read yet. */
    public long nextBlock() {
        return follower.nextBlock();
    }

    /** Whether a re-organisation deeper than the policy's has stopped it: a person has to rebuild the read model. */
    public boolean halted() {
        return follower.halted();
    }

    /**
     * @throws IllegalStateException if it has halted
     */
    public void requireRunning() {
        if (halted()) {
            throw new IllegalStateException("a re-organisation was too deep: the read model has to be rebuilt");
        }
    }

    /** Says that there may be a new block. */
    public void wake() {
        follower.wake();
    }

    @Override
    public void close() {
        follower.close();
    }
}
