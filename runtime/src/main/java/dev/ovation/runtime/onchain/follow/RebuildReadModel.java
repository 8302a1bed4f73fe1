package dev.ovation.runtime.onchain.follow;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.AbiValues;
import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Log;
import dev.ovation.chain.rpc.RpcCall;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.chain.rpc.RpcRequest;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.ChainPlace;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentId;
import dev.ovation.core.intent.IntentKind;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.ValidatorContract;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops the part of the read model that the chain can tell and tells it anew: batches, intents, payouts, transfers, and
 * how far payments, withdrawals and authorizations have come. To run while the servers are stopped, with an empty cache.
 *
 * <p>What only documents know is kept where they still exist: an intent's id, its content, when it was made and what
 * screening said. Where they are lost, an intent gets an id that follows from its place on the chain. Each batch is
 * replaced on its own, so that an interrupted rebuild loses nothing and is simply run again.
 */
public final class RebuildReadModel {

    private static final Logger log = LoggerFactory.getLogger(RebuildReadModel.class);
    private static final AccountId NOBODY = new AccountId(new UUID(0, 0));

    /**
     * @param unread batches whose submitting call is of no known form: they are left out, for a person to look at
     * @param unknownPayouts withdrawals of which no document was left: closed, for a person to ask the gateway whether it
     *     paid them out
     */
    public record Report(
            long toBlock, int batches, int intents, List<BatchId> unread, List<WithdrawalId> unknownPayouts) {

        public Report {
            unread = List.copyOf(unread);
            unknownPayouts = List.copyOf(unknownPayouts);
        }
    }

    private final RpcClient rpc;
    private final Deployment deployment;
    private final ReadModel model;
    private final ChainDocuments documents;
    private final Accounts accounts;
    private final FollowPolicy policy;
    private final InstantSource clock;
    private final ApplyLogs applyLogs;

    public RebuildReadModel(
            RpcClient rpc,
            Deployment deployment,
            ReadModel model,
            ChainDocuments documents,
            Accounts accounts,
            FollowPolicy policy,
            InstantSource clock) {
        this.rpc = rpc;
        this.deployment = deployment;
        this.model = model;
        this.documents = documents;
        this.accounts = accounts;
        this.policy = policy;
        this.clock = clock;
        this.applyLogs = new ApplyLogs(rpc, model, deployment, clock);
    }

    /**
     * @throws RpcFailure if the chain does not answer; run it again then
     */
    public Report rebuild() {
        long target = rpc.call(EvmCalls.blockNumber()) - policy.confirmations() + 1;
        documents.forgetMovements();
        Run run = new Run();
        long range = policy.maxRange();
        long from = deployment.block();
        while (from <= target) {
            long to = Math.min(target, from + range - 1);
            try {
                run.replay(rpc.call(EvmCalls.logs(FollowContracts.filter(deployment), from, to)));
            } catch (RpcFailure.Rejected e) {
                if (from == to) {
                    throw e;
                }
                range = Math.max(1, (to - from + 1) / 2);
                continue;
            }
            from = to + 1;
        }
        log.info("read model rebuilt blocks={} batches={} intents={}", target, run.batches, run.intents);
        List<WithdrawalId> unknownPayouts = run.restoreMoney.close(clock.instant());
        return new Report(target, run.batches, run.intents, run.unread, unknownPayouts);
    }

    private AccountId accountOf(Address wallet) {
        return accounts.byWallet(wallet).map(Account::id).orElse(NOBODY);
    }

    private final class Run {

        private final SubmittedLegs submittedLegs = new SubmittedLegs(deployment);
        private final RestoreMoney restoreMoney = new RestoreMoney(model, deployment, RebuildReadModel.this::accountOf);
        private final List<BatchId> unread = new ArrayList<>();
        private int batches;
        private int intents;

        void replay(List<Log> logs) {
            for (LoggedTransaction transaction : applyLogs.transactions(logs)) {
                restoreMoney.prepare(transaction);
                transaction
                        .events(deployment.validator(), ValidatorContract.AUTHORIZATION_REGISTERED)
                        .forEach(submittedLegs::learn);
                for (AbiValues event :
                        transaction.events(deployment.controller(), ControllerContract.BATCH_SUBMITTED)) {
                    replace(transaction, event);
                }
            }
            applyLogs.apply(logs);
        }

        private void replace(LoggedTransaction transaction, AbiValues event) {
            BatchId id = BatchId.ofChain(event.integer("batchId"));
            Token token = event.address("token").equals(deployment.tk()) ? Token.TK : Token.TKI;
            Optional<List<SubmittedLegs.Leg>> legs =
                    input(transaction.hash()).flatMap(call -> submittedLegs.of(call, token));
            if (legs.isEmpty()) {
                unread.add(id);
                log.warn("batch can't be read from its call batch={} tx={}", id, transaction.hash());
                return;
            }
            List<Intent> known = model.intents().ofBatch(id);
            List<Intent> rebuilt = new ArrayList<>();
            for (int leg = 0; leg < legs.get().size(); leg++) {
                rebuilt.add(intent(new ChainPlace(id, leg), token, legs.get().get(leg), transaction, known));
            }
            documents.forgetBatch(id);
            model.intents().insertAll(rebuilt);
            model.batches()
                    .insert(new Batch(
                            id,
                            token,
                            rebuilt.stream().map(Intent::id).toList(),
                            Batch.State.SEALED,
                            Optional.empty(),
                            0,
                            transaction.at()));
            batches++;
            intents += rebuilt.size();
        }

        private Intent intent(
                ChainPlace place,
                Token token,
                SubmittedLegs.Leg leg,
                LoggedTransaction transaction,
                List<Intent> known) {
            Optional<Intent> kept = known.stream()
                    .filter(intent -> intent.place().equals(Optional.of(place)))
                    .findFirst();
            Address fan = leg.funding().terms().owner();
            return new Intent(
                    kept.map(Intent::id)
                            .orElseGet(() -> new IntentId(
                                    UUID.nameUUIDFromBytes(place.toHex().getBytes(StandardCharsets.US_ASCII)))),
                    IntentKind.of(token),
                    kept.map(Intent::fanId).orElseGet(() -> accountOf(fan)),
                    fan,
                    leg.creator(),
                    leg.amount(),
                    kept.flatMap(Intent::contentRef),
                    kept.map(Intent::funding).orElse(leg.funding()),
                    IntentState.PENDING,
                    Optional.of(place),
                    kept.flatMap(Intent::verdict),
                    kept.map(Intent::reason).orElse(""),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    kept.map(Intent::createdAt).orElse(transaction.at()),
                    transaction.at());
        }

        private Optional<Bytes> input(Bytes32 transaction) {
            return rpc.call(new RpcCall<>(
                    RpcRequest.of("eth_getTransactionByHash", transaction.toString()),
                    json -> json.hasNonNull("input")
                            ? Optional.of(Bytes.of(json.path("input").asString("")))
                            : Optional.empty()));
        }
    }
}
