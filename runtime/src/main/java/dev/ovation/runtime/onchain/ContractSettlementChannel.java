package dev.ovation.runtime.onchain;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.MaySend;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.SettlementChannel;
import dev.ovation.core.value.Bytes32;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Legs;
import dev.ovation.runtime.onchain.contracts.Words;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settles through the RevenueController as its settler. */
final class ContractSettlementChannel implements SettlementChannel {

    private final ContractReads reads;
    private final ChainHistory history;
    private final ContractSender settler;
    private final Deployment deployment;

    ContractSettlementChannel(
            ContractReads reads, ChainHistory history, ContractSender settler, Deployment deployment) {
        this.reads = reads;
        this.history = history;
        this.settler = settler;
        this.deployment = deployment;
    }

    /** The contract wants each batch under the epoch in which it was submitted: one transaction for each of these. */
    @Override
    public Settlement settle(long epoch, List<Batch> batches, Map<BatchId, List<Intent>> legs) {
        SortedMap<Long, List<Batch>> byEpoch = new TreeMap<>();
        for (Batch batch : batches) {
            long own = deployment.epochOf(batch.submittedAt());
            if (own > epoch) {
                throw new IllegalArgumentException("batch " + batch.id() + " belongs to epoch " + own);
            }
            byEpoch.computeIfAbsent(own, _ -> new ArrayList<>()).add(batch);
        }
        List<Settlement> parts = new ArrayList<>();
        byEpoch.forEach((own, ofEpoch) -> parts.add(settleOne(own, ofEpoch, legs)));
        return joined(parts);
    }

    private static Settlement joined(List<Settlement> parts) {
        Map<BatchId, BitSet> settled = new LinkedHashMap<>();
        List<Payout> payouts = new ArrayList<>();
        for (Settlement part : parts) {
            settled.putAll(part.settled());
            payouts.addAll(part.payouts());
        }
        return new Settlement(parts.getLast().receipt(), settled, payouts);
    }

    private Settlement settleOne(long epoch, List<Batch> batches, Map<BatchId, List<Intent>> legs) {
        List<List<Object>> settlements = new ArrayList<>();
        Map<BatchId, BitSet> approved = new LinkedHashMap<>();
        for (Batch batch : batches) {
            List<Intent> ofBatch = legs.getOrDefault(batch.id(), List.of());
            settlements.add(settlement(batch, ofBatch));
            approved.put(batch.id(), approved(ofBatch));
        }
        Bytes data = ControllerContract.SETTLE_EPOCH.encode(epoch, settlements);
        // What is approved is no part of the call, yet calls that find other legs approved are not the same.
        String key =
                ContentKey.of("settle", data, Bytes.wrap(approved.toString().getBytes(US_ASCII)));
        Mined mined = settler.send(
                key,
                new ContractCall(deployment.controller(), data),
                OptionalLong.empty(),
                Optional::empty,
                earlier -> settlesAll(earlier, approved),
                MaySend.AGAIN);
        return outcome(mined, approved);
    }

    private boolean settlesAll(Mined mined, Map<BatchId, BitSet> approved) {
        return approved.entrySet().stream().allMatch(entry -> {
            BitSet missing = (BitSet) entry.getValue().clone();
            missing.andNot(settled(mined, entry.getKey()));
            return missing.isEmpty();
        });
    }

    private List<Object> settlement(Batch batch, List<Intent> legs) {
        return List.of(
                batch.id().onChain(),
                deployment.addressOf(batch.token()),
                batch.submittedAt(),
                BatchHashes.ofOwners(legs),
                Legs.encode(legs));
    }

    private static BitSet approved(List<Intent> legs) {
        BitSet approved = new BitSet();
        for (int leg = 0; leg < legs.size(); leg++) {
            approved.set(leg, legs.get(leg).state() == IntentState.APPROVED);
        }
        return approved;
    }

    private Settlement outcome(Mined mined, Map<BatchId, BitSet> approved) {
        Map<BatchId, BitSet> settled = new LinkedHashMap<>();
        List<Payout> payouts = new ArrayList<>();
        approved.forEach((batch, expected) -> {
            BitSet now = settled(mined, batch);
            BitSet missing = (BitSet) expected.clone();
            missing.andNot(now);
            if (missing.isEmpty()) {
                payouts.addAll(payouts(mined, batch));
            } else {
                // An earlier transaction settled them; its process may have died before it wrote that down.
                for (Mined any : settlementsOf(batch)) {
                    now.or(settled(any, batch));
                    payouts.addAll(payouts(any, batch));
                }
            }
            settled.put(batch, now);
        });
        return new Settlement(mined.receipt(), settled, payouts);
    }

    private List<Mined> settlementsOf(BatchId batch) {
        return history.all(deployment.controller(), List.of(ControllerContract.BATCH_SETTLED.topic(), Words.of(batch)));
    }

    @Override
    public List<Payout> paidFor(BatchId batch, Set<Bytes32> transactions) {
        return transactions.stream()
                .flatMap(transaction -> history.succeeded(transaction).stream())
                .flatMap(mined -> payouts(mined, batch).stream())
                .toList();
    }

    private BitSet settled(Mined mined, BatchId batch) {
        BitSet settled = new BitSet();
        mined.events(deployment.controller(), ControllerContract.BATCH_SETTLED).stream()
                .filter(event -> event.integer("batchId").equals(batch.onChain()))
                .forEach(event -> settled.or(Legs.set(event.list("bitmap", BigInteger.class))));
        return settled;
    }

    private List<Payout> payouts(Mined mined, BatchId batch) {
        List<AbiValues> settled = mined.events(deployment.controller(), ControllerContract.BATCH_SETTLED).stream()
                .filter(event -> event.integer("batchId").equals(batch.onChain()))
                .toList();
        if (settled.isEmpty()) {
            return List.of();
        }
        long epoch = settled.getFirst().longValue("epoch");
        return mined.events(deployment.controller(), ControllerContract.CREATOR_PAID).stream()
                .filter(event -> event.integer("batchId").equals(batch.onChain()))
                .map(event -> new Payout(
                        event.address("creator"),
                        batch,
                        epoch,
                        event.wei("claps"),
                        event.wei("gifts"),
                        event.wei("paid"),
                        mined.receipt().transaction(),
                        mined.receipt().block(),
                        Instant.ofEpochSecond(mined.receipt().timestamp())))
                .toList();
    }

    @Override
    public long currentEpoch() {
        return reads.number(deployment.controller(), ControllerContract.CURRENT_EPOCH)
                .longValueExact();
    }

    @Override
    public long epochStart(long epoch) {
        return deployment.epochStart(epoch);
    }
}
