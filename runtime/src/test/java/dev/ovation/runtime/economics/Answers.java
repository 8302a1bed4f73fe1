package dev.ovation.runtime.economics;

import dev.ovation.chain.abi.AbiEvent;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.economics.BatchPayout;
import dev.ovation.core.economics.Operation;
import dev.ovation.core.economics.Operation.Outcome;
import dev.ovation.core.economics.SkipReason;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.value.Address;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a transaction's events say of its outcome, in the model's words. */
final class Answers {

    private static final AbiEvent SETTLEMENT_SKIPPED = AbiEvent.of("SettlementSkipped(uint128 indexed batchId)");

    private final Address controller;

    Answers(Address controller) {
        this.controller = controller;
    }

    Outcome read(Operation operation, Receipt receipt) {
        return new Outcome.Done(skipped(operation, receipt), payouts(receipt));
    }

    private List<SkipReason> skipped(Operation operation, Receipt receipt) {
        if (!(operation instanceof Operation.Submit submit)) {
            return List.of();
        }
        int legs = submit.draws().stream().mapToInt(draw -> draw.legs().size()).sum();
        List<SkipReason> reasons = new ArrayList<>(Collections.nCopies(legs, SkipReason.NONE));
        for (Log log : receipt.logs()) {
            if (isOf(log, ControllerContract.INTENT_SKIPPED)) {
                AbiValues skipped = ControllerContract.INTENT_SKIPPED.decode(log.topics(), log.data());
                reasons.set(
                        skipped.integer("leg").intValueExact(),
                        SkipReason.values()[skipped.integer("reason").intValueExact()]);
            }
        }
        return reasons;
    }

    private List<BatchPayout> payouts(Receipt receipt) {
        Map<BatchId, List<BatchPayout.Paid>> paid = new LinkedHashMap<>();
        List<BatchPayout> payouts = new ArrayList<>();
        for (Log log : receipt.logs()) {
            if (isOf(log, ControllerContract.CREATOR_PAID)) {
                AbiValues event = ControllerContract.CREATOR_PAID.decode(log.topics(), log.data());
                paid.computeIfAbsent(BatchId.ofChain(event.integer("batchId")), batch -> new ArrayList<>())
                        .add(new BatchPayout.Paid(
                                event.address("creator"), event.wei("claps"), event.wei("gifts"), event.wei("paid")));
            } else if (isOf(log, ControllerContract.BATCH_SETTLED)) {
                AbiValues event = ControllerContract.BATCH_SETTLED.decode(log.topics(), log.data());
                BatchId batch = BatchId.ofChain(event.integer("batchId"));
                payouts.add(new BatchPayout(batch, false, paid.getOrDefault(batch, List.of())));
            } else if (isOf(log, SETTLEMENT_SKIPPED)) {
                AbiValues event = SETTLEMENT_SKIPPED.decode(log.topics(), log.data());
                payouts.add(new BatchPayout(BatchId.ofChain(event.integer("batchId")), true, List.of()));
            }
        }
        return payouts;
    }

    private boolean isOf(Log log, AbiEvent event) {
        return log.address().equals(controller) && event.matches(log.topics());
    }
}
