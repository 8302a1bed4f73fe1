package dev.ovation.runtime.onchain;

import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.chain.account.TransactionSubmitter;
import dev.ovation.chain.crypto.Secp256k1;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.core.accrual.InterestChannel;
import dev.ovation.core.delegation.RevocationChannel;
import dev.ovation.core.delegation.Signatures;
import dev.ovation.core.doubt.DoneOnChain;
import dev.ovation.core.doubt.Doubts;
import dev.ovation.core.intent.BatchChannel;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.payment.Minting;
import dev.ovation.core.settlement.CreatorRegistry;
import dev.ovation.core.settlement.SettlementChannel;
import dev.ovation.core.withdrawal.Burning;
import dev.ovation.runtime.deploy.Deployment;
import java.util.Optional;

/**
 * All of the domain's ports to one deployment of the contracts. Holds no thread and no connection of its own. Safe to
 * share between threads.
 *
 * <p>Every port that sends throws {@link dev.ovation.core.refusal.Unavailable} while the outcome can't be known,
 * {@link dev.ovation.core.ledger.RevertedOnChain} with the contract's error by name if it refuses, and
 * {@link IllegalStateException} if this process has no key of the role that the call needs.
 */
public final class Onchain {

    private final TypedData typedData;
    private final ChainAccounts accounts;
    private final Signatures signatures;
    private final BatchChannel batches;
    private final SettlementChannel settlement;
    private final Minting minting;
    private final Burning burning;
    private final CreatorRegistry creators;
    private final RevocationChannel revocations;
    private final InterestChannel interest;
    private final Doubts doubts;
    private final DoneOnChain done;

    /**
     * @param journal the one that the senders' owners write
     */
    public Onchain(
            RpcClient rpc,
            Deployment deployment,
            RoleSenders senders,
            TransactionJournal journal,
            OnchainSettings settings) {
        ContractReads reads = new ContractReads(rpc);
        Confirmations confirmations = new Confirmations(rpc, reads, settings);
        ChainHistory history = new ChainHistory(rpc, reads, confirmations, deployment.block());
        Roles roles = new Roles(journal, confirmations, settings);
        ContractSender relayer = roles.sender("relayer", senders.relayer());
        ContractSender compliance = roles.sender("compliance", senders.compliance());
        ContractSender settler = roles.sender("settler", senders.settler());
        ContractSender treasurer = roles.sender("treasurer", senders.treasurer());

        this.typedData = new TypedData(deployment);
        this.accounts =
                new ContractAccounts(reads, new RecentHead(reads, settings.freshHead(), System::nanoTime), deployment);
        Recovery recovery = new Recovery(Secp256k1.best());
        SignedByKey signedByKey = new SignedByKey(typedData, recovery);
        this.signatures = new WalletSignatures(typedData, reads, recovery, signedByKey);
        this.batches = new ContractBatchChannel(
                reads, history, relayer, compliance, new SubmitCall(signedByKey, deployment), deployment);
        this.settlement = new ContractSettlementChannel(reads, history, settler, deployment);
        this.minting = new ContractMinting(reads, history, treasurer, deployment);
        this.burning = new ContractBurning(reads, history, treasurer, deployment);
        this.creators = new ContractCreatorRegistry(reads, history, compliance, deployment);
        this.revocations = new ContractRevocationChannel(reads, history, relayer, typedData, deployment);
        this.doubts = new JournaledDoubts(journal, deployment);
        this.done = new ContractState(reads, deployment);
        this.interest = new ContractInterestChannel(reads, settler, deployment);
    }

    private record Roles(TransactionJournal journal, Confirmations confirmations, OnchainSettings settings) {

        ContractSender sender(String role, Optional<TransactionSubmitter> submitter) {
            return new ContractSender(role, submitter, journal, confirmations, settings.patience());
        }
    }

    public TypedData typedData() {
        return typedData;
    }

    public ChainAccounts accounts() {
        return accounts;
    }

    public Signatures signatures() {
        return signatures;
    }

    public BatchChannel batches() {
        return batches;
    }

    public SettlementChannel settlement() {
        return settlement;
    }

    public Minting minting() {
        return minting;
    }

    public Burning burning() {
        return burning;
    }

    public CreatorRegistry creators() {
        return creators;
    }

    public RevocationChannel revocations() {
        return revocations;
    }

    public Doubts doubts() {
        return doubts;
    }

    public DoneOnChain done() {
        return done;
    }

    public InterestChannel interest() {
        return interest;
    }
}
