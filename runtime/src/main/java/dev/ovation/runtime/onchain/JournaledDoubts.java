package dev.ovation.runtime.onchain;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.TransactionBody;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.core.doubt.Doubts;
import dev.ovation.core.doubt.Effect;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads out of the journal's doubtful calls what they were to bring about. */
final class JournaledDoubts implements Doubts {

    private final TransactionJournal journal;
    private final Deployment deployment;
    private final Map<AbiFunction, Function<AbiValues, List<Effect>>> effects = Map.of(
            ControllerContract.SUBMIT,
            JournaledDoubts::batch,
            ControllerContract.SUBMIT_SIGNED,
            JournaledDoubts::batch,
            ControllerContract.SUBMIT_STANDING,
            JournaledDoubts::batch,
            ControllerContract.REJECT,
            JournaledDoubts::batch,
            ControllerContract.CANCEL,
            JournaledDoubts::batch,
            ControllerContract.APPROVE,
            call -> batches(call, "approvals"),
            ControllerContract.SETTLE_EPOCH,
            call -> batches(call, "batches"),
            ControllerContract.MINT_TK,
            call -> List.of(new Effect.Minted(Words.payment(call.bytes32("paymentId")))),
            ControllerContract.CONTROLLER_BURN,
            call -> List.of(new Effect.Burned(withdrawal(call))),
            ControllerContract.RETURN_WITHDRAWAL,
            call -> List.of(new Effect.Returned(withdrawal(call))));

    JournaledDoubts(TransactionJournal journal, Deployment deployment) {
        this.journal = journal;
        this.deployment = deployment;
    }

    @Override
    public List<Doubt> due() {
        List<Doubt> due = new ArrayList<>();
        for (String key : journal.doubtful()) {
            Optional<JournaledTransaction> record = journal.find(key);
            // Of one that was taken back before it was sent nothing can have been told.
            if (record.map(JournaledTransaction::closed).orElse(true)) {
                due.add(new Doubt(key, record.map(tx -> effectsOf(tx.body())).orElse(List.of())));
            }
        }
        return due;
    }

    /** None of calls that are repeated until they have their effect, such as registrations of creators. */
    private List<Effect> effectsOf(TransactionBody body) {
        if (!body.to().equals(Optional.of(deployment.controller()))) {
            return List.of();
        }
        return effects.entrySet().stream()
                .filter(entry -> isCallOf(entry.getKey(), body.data()))
                .findFirst()
                .map(entry -> entry.getValue().apply(entry.getKey().decodeCall(body.data())))
                .orElse(List.of());
    }

    private static boolean isCallOf(AbiFunction function, Bytes data) {
        try {
            function.decodeCall(data);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<Effect> batch(AbiValues call) {
        return List.of(ofBatch(call.integer("batchId")));
    }

    private static List<Effect> batches(AbiValues call, String list) {
        return call.list(list, AbiValues.class).stream()
                .map(of -> ofBatch(of.integer("batchId")))
                .toList();
    }

    private static Effect ofBatch(BigInteger onChain) {
        return new Effect.OfBatch(BatchId.ofChain(onChain));
    }

    private static WithdrawalId withdrawal(AbiValues call) {
        return new WithdrawalId(call.bytes32("withdrawalId"));
    }

    @Override
    public void resolve(Doubt doubt) {
        journal.resolve(doubt.key());
    }

    @Override
    public void raiseOpen() {
        journal.doubtOpen();
    }
}
