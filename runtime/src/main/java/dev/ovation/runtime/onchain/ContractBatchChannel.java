package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.intent.MaySend;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Legs;
import dev.ovation.runtime.onchain.contracts.SkipReasons;
import dev.ovation.runtime.onchain.contracts.Words;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Batches through the RevenueController: the relayers submit and cancel, compliance approves and rejects. */
final class ContractBatchChannel implements BatchChannel {

    private final ContractReads reads;
    private final ChainHistory history;
    private final ContractSender relayers;
    private final ContractSender compliance;
    private final SubmitCall submitCall;
    private final Deployment deployment;

    ContractBatchChannel(
            ContractReads reads,
            ChainHistory history,
            ContractSender relayers,
            ContractSender compliance,
            SubmitCall submitCall,
            Deployment deployment) {
        this.submitCall = submitCall;
        this.reads = reads;
        this.history = history;
        this.relayers = relayers;
        this.compliance = compliance;
        this.deployment = deployment;
    }

    @Override
    public Submission submit(BatchId batch, Token token, List<Intent> legs) {
        SubmitCall.Written call = submitCall.of(batch, token, legs);
        Mined mined = relayers.send(
                "submit:" + batch,
                toController(call.data()),
                OptionalLong.of(call.gas()),
                () -> submissionOf(batch),
                _ -> true,
                MaySend.of(legs));
        return new Submission(mined.receipt(), skipped(mined, batch));
    }

    /** The transaction that submitted the batch, whoever sent it. */
    private Optional<Mined> submissionOf(BatchId batch) {
        return history.first(
                deployment.controller(), List.of(ControllerContract.BATCH_SUBMITTED.topic(), Words.of(batch)));
    }

    private Map<Integer, String> skipped(Mined mined, BatchId batch) {
        Map<Integer, String> skipped = new TreeMap<>();
        for (AbiValues event : mined.events(deployment.controller(), ControllerContract.INTENT_SKIPPED)) {
            if (event.integer("batchId").equals(batch.onChain())) {
                skipped.put(
                        Math.toIntExact(event.longValue("leg")),
                        SkipReasons.name(Math.toIntExact(event.longValue("reason"))));
            }
        }
        return skipped;
    }

    @Override
    public Receipt approve(Map<BatchId, BitSet> legs) {
        List<List<Object>> approvals = legs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(BatchId::onChain)))
                .map(entry -> List.<Object>of(
                        entry.getKey().onChain(),
                        Legs.bitmap(entry.getValue(), entry.getValue().length())))
                .toList();
        Bytes data = ControllerContract.APPROVE.encode(approvals);
        return compliance
                .send(ContentKey.of("approve", data), toController(data))
                .receipt();
    }

    @Override
    public Receipt reject(Batch batch, List<Intent> legs, BitSet rejected) {
        return release(compliance, "reject", ControllerContract.REJECT, batch, legs, rejected);
    }

    @Override
    public Receipt cancel(Batch batch, List<Intent> legs, BitSet cancelled) {
        return release(relayers, "cancel", ControllerContract.CANCEL, batch, legs, cancelled);
    }

    private Receipt release(
            ContractSender sender, String name, AbiFunction function, Batch batch, List<Intent> legs, BitSet which) {
        Bytes data = function.encode(
                batch.id().onChain(),
                List.of(
                        deployment.addressOf(batch.token()),
                        batch.submittedAt(),
                        Legs.encode(legs),
                        legs.stream().map(Intent::fan).toList()),
                Legs.bitmap(which, legs.size()));
        return sender.send(ContentKey.of(name, data), toController(data), () -> releaseOf(batch.id(), which))
                .receipt();
    }

    /** The transaction that released the last of these legs, if all of them are released. */
    private Optional<Mined> releaseOf(BatchId batch, BitSet which) {
        BitSet missing = (BitSet) which.clone();
        for (Mined mined : releasesOf(batch)) {
            releases(mined, batch).forEach(event -> missing.andNot(Legs.set(event.list("bitmap", BigInteger.class))));
            if (missing.isEmpty()) {
                return Optional.of(mined);
            }
        }
        return Optional.empty();
    }

    private List<Mined> releasesOf(BatchId batch) {
        return history.all(
                deployment.controller(), List.of(ControllerContract.INTENTS_RELEASED.topic(), Words.of(batch)));
    }

    private List<AbiValues> releases(Mined mined, BatchId batch) {
        return mined.events(deployment.controller(), ControllerContract.INTENTS_RELEASED).stream()
                .filter(event -> event.integer("batchId").equals(batch.onChain()))
                .toList();
    }

    @Override
    public List<IntentState> states(BatchId batch, int legs) {
        List<ContractCall> calls = IntStream.range(0, legs)
                .mapToObj(leg -> toController(ControllerContract.LEG_STATE.encode(batch.onChain(), leg)))
                .toList();
        List<Integer> numbers = reads.callAll(calls, reads.head().number()).stream()
                .map(result -> new BigInteger(1, result.toArray()).intValueExact())
                .toList();
        Map<Integer, IntentState> released = numbers.contains(LegStates.RELEASED) ? released(batch) : Map.of();
        return IntStream.range(0, legs)
                .mapToObj(leg -> LegStates.of(numbers.get(leg), released.getOrDefault(leg, IntentState.FAILED)))
                .toList();
    }

    /** How each released leg of a batch was released; those skipped at submission are not among them. */
    private Map<Integer, IntentState> released(BatchId batch) {
        Map<Integer, IntentState> released = new TreeMap<>();
        for (Mined mined : releasesOf(batch)) {
            for (AbiValues event : releases(mined, batch)) {
                IntentState state = event.bool("rejected") ? IntentState.REJECTED : IntentState.CANCELLED;
                Legs.set(event.list("bitmap", BigInteger.class)).stream().forEach(leg -> released.put(leg, state));
            }
        }
        return released;
    }

    private ContractCall toController(Bytes data) {
        return new ContractCall(deployment.controller(), data);
    }
}
