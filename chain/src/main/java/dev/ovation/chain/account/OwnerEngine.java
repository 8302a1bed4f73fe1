package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.RpcBatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's work, one step after the other, on one thread. Whatever a step throws, the next one may be taken; after
 * anything that leaves the journal's content in doubt, {@link #recover()} comes first.
 */
final class OwnerEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerEngine.class);

    private final OwnedAccount account;
    private final Fence fence;
    private final OpenTransactions open = new OpenTransactions();
    private final AdoptRecords adoptRecords;
    private final AdmitRequest admitRequest;
    private final ReplaceAttempt replaceAttempt;
    private final Broadcast broadcast;
    private final ReadOutcome readOutcome;
    private final SettleInclusions settleInclusions;
    private final ExplainTakenNonces explainTakenNonces;
    private final FillGaps fillGaps;
    private Optional<Block> head = Optional.empty();
    private long looks;
    private boolean underfunded;

    OwnerEngine(OwnedAccount account, Fence fence) {
        this.account = account;
        this.fence = fence;
        this.adoptRecords = new AdoptRecords(account, fence);
        this.admitRequest = new AdmitRequest(account);
        this.replaceAttempt = new ReplaceAttempt(account, fence);
        this.broadcast = new Broadcast(account);
        this.readOutcome = new ReadOutcome(account.rpc(), account.reverts());
        this.settleInclusions = new SettleInclusions(account, fence, open, readOutcome);
        this.explainTakenNonces = new ExplainTakenNonces(account, fence, open, replaceAttempt);
        this.fillGaps = new FillGaps(account, fence, open, adoptRecords);
    }

    OpenTransactions open() {
        return open;
    }

    boolean hasRoom() {
        return open.inFlight() < account.policy().maxInFlight();
    }

    /** Whether the account can't pay for something that waits for the chain. */
    boolean underfunded() {
        return underfunded;
    }

    /**
     * Takes the account over, or up again: claims what is open, and finds the next nonce from journal and chain. Where
     * the journal is ahead, its open transactions are sent again; where the chain is ahead, its count is taken; what lies
     * between them is found by {@link FillGaps}.
     *
     * @return those who wait for a record that is no longer open, to be admitted again
     */
    List<Submission> recover() {
        adoptRecords.claim();
        RpcBatch batch = account.rpc().newBatch();
        RpcBatch.Answer<Long> mined = batch.add(EvmCalls.nonce(account.address(), BlockRef.LATEST));
        RpcBatch.Answer<Long> pending = batch.add(EvmCalls.nonce(account.address(), BlockRef.PENDING));
        batch.send();
        long chainNext = Math.max(mined.get(), pending.get());
        List<JournaledTransaction> records = adoptRecords.open();
        long journalNext = account.journal().highestNonce(account.address()).orElse(-1) + 1;
        List<Submission> orphans = open.replaceBy(records);
        open.nextNonceIs(Math.max(journalNext, chainNext));
        head = Optional.empty();
        LOG.info(
                "event=account_recovered account={} open={} journal_next={} mined_next={} pending_next={} next={}",
                account.address(),
                records.size(),
                journalNext,
                mined.get(),
                pending.get(),
                open.nextNonce());
        return orphans;
    }

    /**
     * Admits a request: joins the record of its key, or signs and journals a new one, to be broadcast by
     * {@link #broadcastNew}. The future is completed where nothing is to be sent.
     *
     * @param refuseNew the answer to requests that have no record, while none is taken
     */
    void admit(Submission submission, Optional<Outcome.NotSent> refuseNew) {
        TransactionRequest request = submission.request();
        Optional<Slot> here = open.of(request.idempotencyKey());
        if (here.isPresent()) {
            join(submission, here.get());
            return;
        }
        Optional<JournaledTransaction> journaled = adoptRecords.find(request.idempotencyKey());
        if (journaled.isPresent()) {
            joinRecord(submission, journaled.get());
            return;
        }
        if (refuseNew.isPresent()) {
            submission.future().complete(refuseNew.get());
            return;
        }
        switch (admitRequest.admit(request, open.nextNonce(), fence.token())) {
            case AdmitRequest.Admission.Refused refused -> submission.future().complete(refused.why());
            case AdmitRequest.Admission.Durable durable -> {
                Slot slot = Slot.signedNow(durable.record());
                slot.waiting.add(submission.future());
                open.add(slot);
                open.nextNonceIsAtLeast(slot.nonce() + 1);
                account.listener().sent(account.address(), slot.record.key(), slot.lastHash());
                LOG.info(
                        "event=transaction_journaled account={} key={} nonce={} hash={}",
                        account.address(),
                        slot.record.key(),
                        slot.nonce(),
                        slot.lastHash());
            }
        }
    }

    private void join(Submission submission, Slot slot) {
        if (!slot.record.body().isOf(submission.request())) {
            submission.future().complete(conflict());
        } else {
            slot.waiting.add(submission.future());
        }
    }

    private void joinRecord(Submission submission, JournaledTransaction record) {
        if (!record.body().isOf(submission.request())) {
            submission.future().complete(conflict());
        } else if (!record.account().equals(account.address())) {
            submission.future().completeExceptionally(new HeldElsewhere(record));
        } else {
            Optional<Outcome> told = readOutcome.of(record, account.policy().confirmations());
            if (told.isPresent()) {
                submission.future().complete(told.get());
            } else {
                // Closed, and yet the chain shows nothing of it: it is looked after as if it were open.
                Slot slot = Slot.fromJournal(record);
                slot.waiting.add(submission.future());
                open.add(slot);
            }
        }
    }

    private static Outcome.NotSent conflict() {
        return new Outcome.NotSent(Outcome.Reason.KEY_CONFLICT, "the key was used for another request");
    }

    /** Sends what was admitted since. */
    void broadcastNew() {
        broadcast.send(open.all().stream().filter(slot -> slot.fresh).toList());
        noteFunds();
    }

    /** A transaction that a node has taken, or that is in a block, was paid for, however that became known. */
    private void noteFunds() {
        boolean now = open.all().stream().anyMatch(slot -> slot.unmined() && slot.unpayable);
        if (underfunded != now) {
            underfunded = now;
            account.listener().funded(account.address(), !now);
            LOG.warn("event=account_funded account={} enough={}", account.address(), !now);
        }
    }

    /** Makes a request's transaction give way, if it is not mined. */
    void cancel(String key) {
        open.of(key).filter(Slot::unmined).ifPresent(slot -> slot.cancelling = true);
    }

    /** Looks at the chain and does for every transaction what is due. */
    void follow() {
        Instant now = account.clock().instant();
        ChainView view = ChainView.look(
                account.rpc(),
                account.address(),
                open.all(),
                head,
                now,
                account.policy().finalityDepth(),
                ++looks);
        settleInclusions.note(view);
        head = Optional.of(view.head());
        settleInclusions.tellConfirmed(view);
        settleInclusions.closeFinal(view);
        open.nextNonceIsAtLeast(view.nonce());
        explainTakenNonces.explain(view);
        fillGaps.fill(view, now);
        replaceStuck(view, now);
        resend(view, now);
        noteFunds();
    }

    private void replaceStuck(ChainView view, Instant now) {
        for (Slot slot : open.all()) {
            if (slot.unmined() && slot.nonce() >= view.nonce()) {
                replaceAttempt.ifDue(slot, slot.nonce() == view.nonce(), now);
            }
        }
    }

    private void resend(ChainView view, Instant now) {
        view.known().forEach((slot, known) -> {
            if (known) {
                slot.unpayable = false;
                slot.lookUpAt = now.plus(account.policy().rebroadcastAfter());
            }
        });
        broadcast.send(open.all().stream()
                .filter(Slot::unmined)
                .filter(slot -> slot.nonce() >= view.nonce())
                .filter(slot -> slot.fresh || Boolean.FALSE.equals(view.known().get(slot)))
                .toList());
    }
}
