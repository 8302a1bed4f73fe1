package dev.ovation.chain.account;

import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.FeeHistory;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.tx.Fees;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Suggests fees from the last blocks: twice the next base fee, so that six full blocks in a row don't price a
 * transaction out, and the median priority fee within the policy's bounds. Safe to share between threads.
 */
public final class FeeOracle {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int BLOCKS = 10;
    private static final int MEDIAN = 50;

    private record Market(Wei nextBaseFee, Wei priorityFee, Instant readAt) {}

    private final RpcClient rpc;
    private final FeePolicy policy;
    private final InstantSource clock;
    private volatile Optional<Market> market = Optional.empty();

    public FeeOracle(RpcClient rpc, FeePolicy policy, InstantSource clock) {
        this.rpc = rpc;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * The fees for a new transaction.
     *
     * @return empty if the next block's base fee alone is above the cap
     * @throws dev.ovation.chain.rpc.RpcFailure if the market can't be read
     */
    public Optional<Fees> suggest() {
        Market now = market();
        Wei lowest = now.nextBaseFee().plus(policy.minPriorityFee());
        if (lowest.exceeds(policy.maxFee())) {
            return Optional.empty();
        }
        Wei whole = now.nextBaseFee().times(2).plus(now.priorityFee()).min(policy.maxFee());
        return Optional.of(new Fees(whole, now.priorityFee().min(whole)));
    }

    /** Whether a transaction with these fees can't be in the next block. */
    boolean tooLow(Fees fees) {
        return market().nextBaseFee().exceeds(fees.maxFeePerGas());
    }

    /**
     * Fees that replace others: raised by the policy's percentage, or to the market where that is more, within the cap.
     *
     * @return empty if the cap leaves no room for a raise that nodes accept
     */
    public Optional<Fees> raise(Fees fees) {
        Market now = market();
        Wei whole = larger(
                raised(fees.maxFeePerGas(), policy.bumpPercent()),
                now.nextBaseFee().times(2).plus(now.priorityFee()));
        Wei tip = larger(raised(fees.maxPriorityFeePerGas(), policy.bumpPercent()), now.priorityFee());
        whole = larger(whole, tip).min(policy.maxFee());
        tip = tip.min(whole);
        boolean enough = !raised(fees.maxFeePerGas(), 10).exceeds(whole)
                && !raised(fees.maxPriorityFeePerGas(), 10).exceeds(tip);
        return enough ? Optional.of(new Fees(whole, tip)) : Optional.empty();
    }

    /** Rounded up, and up by one at least. */
    private static Wei raised(Wei fee, int percent) {
        BigInteger hundred = BigInteger.valueOf(100);
        BigInteger product = fee.value().multiply(BigInteger.valueOf(100L + percent));
        Wei raised = new Wei(product.add(BigInteger.valueOf(99)).divide(hundred));
        return raised.equals(fee) ? fee.plus(Wei.of(1)) : raised;
    }

    private static Wei larger(Wei a, Wei b) {
        return a.exceeds(b) ? a : b;
    }

    private Market market() {
        Optional<Market> known = market;
        Instant now = clock.instant();
        if (known.isPresent() && now.isBefore(known.get().readAt().plus(FRESH))) {
            return known.get();
        }
        FeeHistory history = rpc.call(EvmCalls.feeHistory(BLOCKS, MEDIAN));
        List<Wei> rewards = history.rewards().stream()
                .filter(reward -> !reward.isZero())
                .sorted()
                .toList();
        Wei median = rewards.isEmpty() ? policy.minPriorityFee() : rewards.get(rewards.size() / 2);
        Wei tip = larger(median, policy.minPriorityFee()).min(policy.maxPriorityFee());
        Market read = new Market(history.nextBaseFee(), tip, now);
        market = Optional.of(read);
        return read;
    }
}
