package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what came into a block and what fell out of one, tells what is confirmed, closes what is final. */
final class SettleInclusions {

    private static final Logger LOG = LoggerFactory.getLogger(SettleInclusions.class);

    private final OwnedAccount account;
    private final Fence fence;
    private final OpenTransactions open;
    private final ReadOutcome readOutcome;

    SettleInclusions(OwnedAccount account, Fence fence, OpenTransactions open, ReadOutcome readOutcome) {
        this.account = account;
        this.fence = fence;
        this.open = open;
        this.readOutcome = readOutcome;
    }

    /** Only memory changes here. */
    void note(ChainView view) {
        view.receipts().forEach((slot, receipt) -> {
            slot.unsure = receipt.filter(mined -> !view.vouchesFor(slot, mined)).isPresent();
            if (receipt.isPresent()) {
                included(slot, receipt.get());
            } else if (slot.inclusion.isPresent()) {
                dropped(slot);
            }
        });
    }

    private void included(Slot slot, Receipt receipt) {
        slot.unexplained = 0;
        boolean known = slot.inclusion
                .filter(before -> before.blockHash().equals(receipt.blockHash()))
                .isPresent();
        if (known && slot.askedAgain()) {
            slot.receipt = Optional.of(receipt);
        }
        if (!known) {
            if (slot.inclusion.isPresent()) {
                slot.fellOut();
            }
            slot.includedBy(receipt);
            Duration since =
                    Duration.between(slot.record.createdAt(), account.clock().instant());
            account.listener().included(account.address(), slot.record.key(), receipt, since);
            LOG.info(
                    "event=transaction_included account={} key={} nonce={} hash={} block={} succeeded={}",
                    account.address(),
                    slot.record.key(),
                    slot.nonce(),
                    receipt.transactionHash(),
                    receipt.blockNumber(),
                    receipt.succeeded());
        }
    }

    private void dropped(Slot slot) {
        LOG.warn(
                "event=transaction_dropped account={} key={} nonce={} hash={}",
                account.address(),
                slot.record.key(),
                slot.nonce(),
                slot.lastHash());
        account.listener().dropped(account.address(), slot.record.key(), slot.lastHash());
        slot.fellOut();
        slot.lookUpAt = Instant.EPOCH;
    }

    void tellConfirmed(ChainView view) {
        for (Slot slot : open.all()) {
            boolean askedFor = !slot.told || !slot.waiting.isEmpty();
            if (askedFor && slot.included() && deep(slot, view, account.policy().confirmations())) {
                slot.receipt
                        .map(receipt -> readOutcome.of(slot.record, receipt))
                        .ifPresent(slot::answer);
            }
        }
    }

    /** Only what was seen in this very look is closed, and what nobody waits for any more. */
    void closeFinal(ChainView view) {
        for (Slot slot : open.snapshot()) {
            boolean seen = view.receipts().containsKey(slot) || view.standing().contains(slot);
            if (seen
                    && slot.waiting.isEmpty()
                    && slot.included()
                    && deep(slot, view, account.policy().finalityDepth())) {
                slot.inclusion.ifPresent(inclusion -> close(slot, inclusion));
            }
        }
    }

    /** The doubt first: closed without it, nobody would look into it any more. */
    private void close(Slot slot, Inclusion inclusion) {
        if (slot.doubtful || !inclusion.succeeded()) {
            account.journal().doubt(slot.record.key());
        }
        account.journal().update(slot.record.closedBy(inclusion.transaction(), fence.token()));
        open.remove(slot);
    }

    private static boolean deep(Slot slot, ChainView view, int depth) {
        return slot.inclusion
                .filter(inclusion -> view.depth(inclusion.blockNumber()) >= depth)
                .isPresent();
    }
}
