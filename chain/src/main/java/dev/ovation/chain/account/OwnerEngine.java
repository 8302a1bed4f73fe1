package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.rpc.RpcBatch;
import dev.ovation.chain.tx.Fees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner's work, one step after the other, on one thread. Whatever a step throws, the next one may be taken; after
 * anything that leaves the journal's content in doubt, {@link #recover()} comes first.
 */
final class OwnerEngine {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerEngine.class);

    /** No owner has this many under way: the node must be wrong, or the chain another one. */
    private static final long FARTHEST_GAP = 2_000;

    private final OwnedAccount account;
    private final Fence fence;
    private final AdmitRequest admitRequest;
    private final ReplaceAttempt replaceAttempt;
    private final Broadcast broadcast;
    private final ReadOutcome readOutcome;

    /** Everything that is not closed, by nonce. */
    private final NavigableMap<Long, Slot> slots = new TreeMap<>();

    private Optional<Block> head = Optional.empty();
    private long nextNonce;
    private Optional<Instant> gapSince = Optional.empty();

    OwnerEngine(OwnedAccount account, Fence fence) {
        this.account = account;
        this.fence = fence;
        this.admitRequest = new AdmitRequest(account);
        this.replaceAttempt = new ReplaceAttempt(account, fence);
        this.broadcast = new Broadcast(account);
        this.readOutcome = new ReadOutcome(account.rpc(), account.reverts());
    }

    int inFlight() {
        return (int) slots.values().stream().filter(Slot::unmined).count();
    }

    boolean hasRoom() {
        return inFlight() < account.policy().maxInFlight();
    }

    boolean idle() {
        return slots.isEmpty();
    }

    /** Whether everything is mined and told, if not yet final. */
    boolean quiet() {
        return slots.values().stream().allMatch(slot -> slot.inclusion.isPresent() && slot.waiting.isEmpty());
    }

    boolean underfunded() {
        return broadcast.underfunded();
    }

    Collection<Slot> slots() {
        return slots.values();
    }

    Optional<Slot> slot(String key) {
        return slots.values().stream()
                .filter(slot -> slot.record.key().equals(key))
                .findFirst();
    }

    /**
     * Takes the account over, or up again: claims what is open, and finds the next nonce from journal and chain. Where
     * the journal is ahead, its open transactions are sent again; where the chain is ahead, its count is taken; what lies
     * between them is found by {@link #fillGaps}.
     *
     * @return those who wait for a record that is no longer open, to be admitted again
     */
    List<Submission> recover() {
        account.journal().claim(account.address(), fence.token());
        RpcBatch batch = account.rpc().newBatch();
        RpcBatch.Answer<Long> mined = batch.add(EvmCalls.nonce(account.address(), BlockRef.LATEST));
        RpcBatch.Answer<Long> pending = batch.add(EvmCalls.nonce(account.address(), BlockRef.PENDING));
        batch.send();
        List<JournaledTransaction> open = account.journal().open(account.address());
        List<Submission> orphans = adopt(open);
        long journaled = account.journal().highestNonce(account.address()).orElse(-1) + 1;
        nextNonce = Math.max(journaled, Math.max(mined.get(), pending.get()));
        LOG.info(
                "event=account_recovered account={} open={} journal_next={} chain_next={} pending_next={} next={}",
                account.address(),
                slots.size(),
                journaled,
                mined.get(),
                pending.get(),
                nextNonce);
        return orphans;
    }

    private List<Submission> adopt(List<JournaledTransaction> open) {
        Map<String, Slot> before = new HashMap<>();
        slots.values().forEach(slot -> before.put(slot.record.key(), slot));
        slots.clear();
        for (JournaledTransaction record : open) {
            Slot slot = Slot.fromJournal(record);
            Slot old = before.remove(record.key());
            if (old != null) {
                slot.waiting.addAll(old.waiting);
            }
            slots.put(record.nonce(), slot);
        }
        List<Submission> orphans = new ArrayList<>();
        before.values()
                .forEach(slot -> slot.waiting.forEach(future ->
                        orphans.add(new Submission(slot.record.body().asRequest(slot.record.key()), future))));
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
        Optional<Slot> here = slot(request.idempotencyKey());
        if (here.isPresent()) {
            join(submission, here.get());
            return;
        }
        Optional<JournaledTransaction> journaled = account.journal().find(request.idempotencyKey());
        if (journaled.isPresent()) {
            joinClosed(submission, journaled.get());
            return;
        }
        if (refuseNew.isPresent()) {
            submission.future().complete(refuseNew.get());
            return;
        }
        switch (admitRequest.admit(request, nextNonce, fence.token())) {
            case AdmitRequest.Admission.Refused refused -> submission.future().complete(refused.why());
            case AdmitRequest.Admission.Durable durable -> {
                Slot slot = Slot.signedNow(durable.record());
                slot.waiting.add(submission.future());
                slots.put(slot.nonce(), slot);
                nextNonce++;
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
        } else if (slot.outcome.isPresent()) {
            submission.future().complete(slot.outcome.get());
        } else {
            slot.waiting.add(submission.future());
        }
    }

    private void joinClosed(Submission submission, JournaledTransaction record) {
        if (!record.body().isOf(submission.request())) {
            submission.future().complete(conflict());
        } else if (!record.account().equals(account.address())) {
            submission.future().completeExceptionally(new HeldElsewhere(record));
        } else {
            readOutcome
                    .of(record, account.policy().confirmations())
                    .ifPresentOrElse(submission.future()::complete, () -> {
                        // Closed, and yet the chain shows nothing of it: it is looked after as if it were open.
                        Slot slot = Slot.fromJournal(record);
                        slot.waiting.add(submission.future());
                        slots.put(record.nonce(), slot);
                    });
        }
    }

    private static Outcome.NotSent conflict() {
        return new Outcome.NotSent(Outcome.Reason.KEY_CONFLICT, "the key was used for another request");
    }

    /** Sends what was admitted since. */
    void broadcastNew() {
        broadcast.send(slots.values().stream().filter(slot -> slot.fresh).toList());
    }

    /** Makes a request's transaction give way, if it is not mined. */
    void cancel(String key) {
        slot(key).filter(Slot::unmined).ifPresent(slot -> slot.cancelling = true);
    }

    /** Looks at the chain and does for every transaction what is due. */
    void follow() {
        Instant now = account.clock().instant();
        ChainView view = ChainView.look(
                account.rpc(),
                account.address(),
                slots.values(),
                head,
                now,
                account.policy().finalityDepth());
        view.receipts().forEach((slot, receipt) -> settle(slot, receipt));
        head = Optional.of(view.head());
        closeFinal(view);
        tellConfirmed(view);
        nextNonce = Math.max(nextNonce, view.nonce());
        explainTakenNonces(view);
        fillGaps(view, now);
        replaceStuck(view, now);
        resend(view, now);
    }

    private void settle(Slot slot, Optional<Receipt> receipt) {
        if (receipt.isPresent()) {
            slot.unexplained = 0;
            if (slot.inclusion.map(Receipt::blockHash).equals(receipt.map(Receipt::blockHash))) {
                return;
            }
            slot.inclusion = receipt;
            Duration since =
                    Duration.between(slot.record.createdAt(), account.clock().instant());
            account.listener().included(account.address(), slot.record.key(), receipt.get(), since);
            LOG.info(
                    "event=transaction_included account={} key={} nonce={} hash={} block={} succeeded={}",
                    account.address(),
                    slot.record.key(),
                    slot.nonce(),
                    receipt.get().transactionHash(),
                    receipt.get().blockNumber(),
                    receipt.get().succeeded());
        } else if (slot.inclusion.isPresent()) {
            LOG.warn(
                    "event=transaction_dropped account={} key={} nonce={} hash={}",
                    account.address(),
                    slot.record.key(),
                    slot.nonce(),
                    slot.lastHash());
            account.listener().dropped(account.address(), slot.record.key(), slot.lastHash());
            slot.inclusion = Optional.empty();
            slot.outcome = Optional.empty();
            slot.lookUpAt = Instant.EPOCH;
        }
    }

    private long depth(Receipt receipt, ChainView view) {
        return view.head().number() - receipt.blockNumber() + 1;
    }

    private void tellConfirmed(ChainView view) {
        for (Slot slot : slots.values()) {
            if (slot.outcome.isEmpty() && slot.inclusion.isPresent()) {
                Receipt receipt = slot.inclusion.get();
                if (depth(receipt, view) >= account.policy().confirmations()) {
                    slot.answer(readOutcome.of(slot.record, receipt));
                }
            }
        }
    }

    private void closeFinal(ChainView view) {
        for (Slot slot : List.copyOf(slots.values())) {
            boolean seenNow = view.receipts().containsKey(slot);
            if (seenNow && slot.inclusion.isPresent()) {
                Receipt receipt = slot.inclusion.get();
                if (depth(receipt, view) >= account.policy().finalityDepth()) {
                    if (slot.outcome.isEmpty()) {
                        slot.answer(readOutcome.of(slot.record, receipt));
                    }
                    account.journal().update(slot.record.closedBy(receipt.transactionHash(), fence.token()));
                    slots.remove(slot.nonce());
                }
            }
        }
    }

    /** A nonce that is taken although no attempt has a receipt: by a stranger, or the node lags behind itself. */
    private void explainTakenNonces(ChainView view) {
        for (Slot slot : List.copyOf(slots.values())) {
            boolean taken = slot.unmined()
                    && slot.nonce() < view.nonce()
                    && view.receipts().containsKey(slot);
            slot.unexplained = taken ? slot.unexplained + 1 : 0;
            boolean suspectIsYoung =
                    slot.stranger.filter(taker -> !isFinal(taker, view)).isPresent();
            if (slot.unexplained >= 2 && !suspectIsYoung) {
                // Found anew even if it was found before: only what is still there when it is final counts.
                slot.stranger = NonceTaker.find(
                                account.rpc(),
                                account.address(),
                                slot.nonce(),
                                view.head().number())
                        .filter(taker -> slot.record.attempt(taker.hash()).isEmpty());
                slot.stranger.filter(taker -> isFinal(taker, view)).ifPresent(taker -> giveUpNonce(slot, taker));
            }
        }
    }

    private boolean isFinal(NonceTaker taker, ChainView view) {
        return view.head().number() - taker.blockNumber() + 1
                >= account.policy().finalityDepth();
    }

    private void giveUpNonce(Slot slot, NonceTaker taker) {
        LOG.error(
                "event=nonce_usurped account={} key={} nonce={} stranger={}",
                account.address(),
                slot.record.key(),
                slot.nonce(),
                taker.hash());
        account.listener().nonceUsurped(account.address(), slot.record.key(), slot.nonce(), taker.hash());
        boolean wantedNothing = slot.record.lastAttempt().kind() == Attempt.Kind.CANCEL;
        if (wantedNothing) {
            account.journal().update(slot.record.closedBy(taker.hash(), fence.token()));
            slots.remove(slot.nonce());
            slot.answer(new Outcome.Cancelled(taker.hash()));
            return;
        }
        long old = slot.nonce();
        if (replaceAttempt.moveTo(slot, nextNonce)) {
            slots.remove(old);
            slots.put(slot.nonce(), slot);
            nextNonce++;
        }
    }

    /** Nonces that the chain waits for and no slot explains: from a deep re-org, a lost journal, a stranger's lost one. */
    private void fillGaps(ChainView view, Instant now) {
        if (nextNonce - view.nonce() > FARTHEST_GAP) {
            LOG.error(
                    "event=chain_far_behind_journal account={} chain_next={} next={}: is this another chain?",
                    account.address(),
                    view.nonce(),
                    nextNonce);
            return;
        }
        SortedSet<Long> gaps = new TreeSet<>();
        for (long nonce = view.nonce(); nonce < nextNonce; nonce++) {
            if (!slots.containsKey(nonce)) {
                gaps.add(nonce);
            }
        }
        if (!gaps.isEmpty()) {
            for (JournaledTransaction record : account.journal().from(account.address(), gaps.getFirst())) {
                if (gaps.remove(record.nonce())) {
                    slots.put(record.nonce(), Slot.fromJournal(record));
                }
            }
        }
        if (gaps.isEmpty()) {
            gapSince = Optional.empty();
            return;
        }
        if (gapSince.isEmpty()) {
            gapSince = Optional.of(now);
        }
        // A stranger's transaction may wait in the pool for this very nonce; it has its chance before it is replaced.
        if (now.isBefore(gapSince.get().plus(account.policy().stuckAfter()))) {
            long pending = account.rpc().call(EvmCalls.nonce(account.address(), BlockRef.PENDING));
            gaps.removeIf(nonce -> nonce < pending);
        }
        account.fees().suggest().ifPresent(fees -> gaps.forEach(nonce -> fill(nonce, fees)));
    }

    private void fill(long nonce, Fees fees) {
        slots.put(nonce, Slot.signedNow(admitRequest.fill(nonce, fees, fence.token())));
        account.listener().gapFilled(account.address(), nonce);
        LOG.warn("event=nonce_gap_filled account={} nonce={}", account.address(), nonce);
    }

    private void replaceStuck(ChainView view, Instant now) {
        for (Slot slot : slots.values()) {
            if (slot.unmined() && slot.nonce() >= view.nonce()) {
                replaceAttempt.ifDue(slot, slot.nonce() == view.nonce(), now);
            }
        }
    }

    private void resend(ChainView view, Instant now) {
        view.known().forEach((slot, known) -> {
            if (known) {
                slot.lookUpAt = now.plus(account.policy().rebroadcastAfter());
            }
        });
        broadcast.send(slots.values().stream()
                .filter(Slot::unmined)
                .filter(slot -> slot.nonce() >= view.nonce())
                .filter(slot -> slot.fresh || Boolean.FALSE.equals(view.known().get(slot)))
                .toList());
    }
}
