package dev.ovation.bench.settle;

import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.SettleEpoch;
import dev.ovation.core.settlement.SettlementChannel;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.settings.Environment;
import dev.ovation.runtime.wiring.House;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settles what is due in a process of its own, with the job server's parts and heap, and writes {@link Measured} to the
 * file that is its first argument; the second is how many intents one transaction takes. Settings come from the
 * environment, as the job server's.
 */
public final class SettleProcess {

    private static final int MB = 1 << 20;

    private SettleProcess() {}

    public static void main(String... arguments) throws Exception {
        PeakHeap peakHeap = new PeakHeap();
        try (House house = House.open(new Environment(System.getenv()), House.Roles.JOBS)) {
            Files.writeString(
                    Path.of(arguments[0]),
                    settle(house, Integer.parseInt(arguments[1]), peakHeap).text());
        }
    }

    private static Measured settle(House house, int legsOfATransaction, PeakHeap peakHeap) {
        Recorded channel = new Recorded(house.onchain().settlement(), new LinkedHashSet<>());
        SettleEpoch settleEpoch = new SettleEpoch(
                house.repositories().intents(),
                house.repositories().batches(),
                channel,
                house.repositories().payouts(),
                house.redis().balances(),
                house.redis().events(),
                house.clock(),
                legsOfATransaction);
        long start = System.nanoTime();
        SettleEpoch.Summary summary = settleEpoch.settle(_ -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!summary.refused().isEmpty()) {
            throw new IllegalStateException("the contract refused batches: " + summary.refused());
        }
        long gas = channel.transactions.stream()
                .mapToLong(hash ->
                        house.rpc().call(EvmCalls.receipt(hash)).orElseThrow().gasUsed())
                .sum();
        return new Measured(summary.intents(), seconds, summary.transactions(), gas, peakHeap.bytes() / MB);
    }

    /** Remembers the transactions, whose gas is asked for afterwards. All batches here are of one epoch. */
    private record Recorded(SettlementChannel channel, Set<Bytes32> transactions) implements SettlementChannel {

        @Override
        public Settlement settle(long epoch, List<Batch> batches, Map<BatchId, List<Intent>> legs) {
            Settlement settlement = channel.settle(epoch, batches, legs);
            transactions.add(settlement.receipt().transaction());
            return settlement;
        }

        @Override
        public List<Payout> paidFor(BatchId batch, Set<Bytes32> paidBy) {
            return channel.paidFor(batch, paidBy);
        }

        @Override
        public long currentEpoch() {
            return channel.currentEpoch();
        }

        @Override
        public long epochStart(long epoch) {
            return channel.epochStart(epoch);
        }
    }
}
