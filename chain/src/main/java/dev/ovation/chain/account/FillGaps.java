package dev.ovation.chain.account;

import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.tx.Fees;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nonces that the chain waits for and no slot explains: from a re-org of what was final, a lost journal, a
 * stranger's lost transaction. A record that the journal has for one is looked after again; the rest is filled with
 * nothing, since everything behind would wait for ever.
 */
final class FillGaps {

    private static final Logger LOG = LoggerFactory.getLogger(FillGaps.class);

    /** No owner has this many under way: the node must be wrong, or the chain another one. */
    private static final long FARTHEST = 2_000;

    private final OwnedAccount account;
    private final Fence fence;
    private final OpenTransactions open;
    private final AdoptRecords adoptRecords;
    private final AdmitRequest admitRequest;
    private Optional<Instant> gapSince = Optional.empty();

    FillGaps(OwnedAccount account, Fence fence, OpenTransactions open, AdoptRecords adoptRecords) {
        this.account = account;
        this.fence = fence;
        this.open = open;
        this.adoptRecords = adoptRecords;
        this.admitRequest = new AdmitRequest(account);
    }

    void fill(ChainView view, Instant now) {
        if (open.nextNonce() - view.nonce() > FARTHEST) {
            LOG.error(
                    "event=chain_far_behind_journal account={} chain_next={} next={} hint=\"is this another chain?\"",
                    account.address(),
                    view.nonce(),
                    open.nextNonce());
            return;
        }
        SortedSet<Long> gaps = unexplained(view);
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
        if (!gaps.isEmpty()) {
            account.fees().suggest().ifPresent(fees -> gaps.forEach(nonce -> fill(nonce, fees)));
        }
    }

    private SortedSet<Long> unexplained(ChainView view) {
        SortedSet<Long> gaps = new TreeSet<>();
        for (long nonce = view.nonce(); nonce < open.nextNonce(); nonce++) {
            if (!open.has(nonce)) {
                gaps.add(nonce);
            }
        }
        if (!gaps.isEmpty()) {
            for (JournaledTransaction record : adoptRecords.from(gaps.getFirst())) {
                if (gaps.remove(record.nonce())) {
                    open.add(Slot.fromJournal(record));
                }
            }
        }
        return gaps;
    }

    private void fill(long nonce, Fees fees) {
        open.add(Slot.signedNow(admitRequest.fill(nonce, fees, fence.token())));
        account.listener().gapFilled(account.address(), nonce);
        LOG.warn("event=nonce_gap_filled account={} nonce={}", account.address(), nonce);
    }
}
