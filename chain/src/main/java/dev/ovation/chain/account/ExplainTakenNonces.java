package dev.ovation.chain.account;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after nonces that the chain has taken although no attempt has a receipt: by a stranger's transaction, or only in
 * the eyes of a node that lags behind itself. A request gets another nonce only when the stranger is found, and final.
 */
final class ExplainTakenNonces {

    private static final Logger LOG = LoggerFactory.getLogger(ExplainTakenNonces.class);

    private final OwnedAccount account;
    private final Fence fence;
    private final OpenTransactions open;
    private final ReplaceAttempt replaceAttempt;

    ExplainTakenNonces(OwnedAccount account, Fence fence, OpenTransactions open, ReplaceAttempt replaceAttempt) {
        this.account = account;
        this.fence = fence;
        this.open = open;
        this.replaceAttempt = replaceAttempt;
    }

    void explain(ChainView view) {
        for (Slot slot : open.snapshot()) {
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
                Optional<NonceTaker> proven = slot.stranger.filter(taker -> isFinal(taker, view));
                proven.ifPresent(taker -> giveUpNonce(slot, taker));
            }
        }
    }

    private boolean isFinal(NonceTaker taker, ChainView view) {
        return view.depth(taker.blockNumber()) >= account.policy().finalityDepth();
    }

    private void giveUpNonce(Slot slot, NonceTaker taker) {
        LOG.error(
                "event=nonce_usurped account={} key={} nonce={} stranger={}",
                account.address(),
                slot.record.key(),
                slot.nonce(),
                taker.hash());
        account.listener().nonceUsurped(account.address(), slot.record.key(), slot.nonce(), taker.hash());
        if (slot.cancelling || slot.record.lastAttempt().kind() == Attempt.Kind.CANCEL) {
            account.journal().doubt(slot.record.key());
            account.journal().update(slot.record.closedBy(taker.hash(), fence.token()));
            open.remove(slot);
            slot.answer(new Outcome.Cancelled(taker.hash()));
            return;
        }
        long old = slot.nonce();
        if (replaceAttempt.moveTo(slot, open.nextNonce())) {
            open.moved(slot, old);
        }
    }
}
