package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Receipt;
import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A journaled transaction while its owner looks after it. Used by the owner's thread only. */
final class Slot {

    JournaledTransaction record;
    final List<CompletableFuture<Outcome>> waiting = new ArrayList<>();

    /** Where it is on the chain now. */
    Optional<Receipt> inclusion = Optional.empty();

    /** The chain has moved since its receipt was seen, so that it may have fallen out: neither told nor closed so. */
    boolean unsure;

    /** In which of the owner's looks its receipts were last asked for. */
    long lookedAt;

    /** Told already; kept for those who ask again. */
    Optional<Outcome> outcome = Optional.empty();

    /** When to ask a node whether it still knows the transaction. */
    Instant lookUpAt = Instant.EPOCH;

    /** A node refused the last attempt because the account could not pay for it, and none has taken it since. */
    boolean unpayable;

    /** A node refused the last attempt's fees. */
    boolean underpriced;

    /** The transaction must make room: its caller withdrew it, or nodes refuse it for what it is. */
    boolean cancelling;

    /** A raise was due and the cap forbade it; said once. */
    boolean capped;

    /** How often its nonce was found taken without a receipt for any attempt. */
    int unexplained;

    /** Who seems to have taken the nonce instead, until that is final. */
    Optional<NonceTaker> stranger = Optional.empty();

    /** Whether the last attempt was signed here and has not left yet; anything else is looked up before it is sent. */
    boolean fresh;

    /** Something may have been told of it that is no longer so: it fell out of a block, or another owner looked after it. */
    boolean doubtful;

    private Slot(JournaledTransaction record, boolean fresh) {
        this.record = record;
        this.fresh = fresh;
        this.doubtful = !fresh;
    }

    static Slot signedNow(JournaledTransaction record) {
        return new Slot(record, true);
    }

    static Slot fromJournal(JournaledTransaction record) {
        return new Slot(record, false);
    }

    long nonce() {
        return record.nonce();
    }

    boolean included() {
        return inclusion.isPresent() && !unsure;
    }

    boolean unmined() {
        return inclusion.isEmpty();
    }

    Bytes32 lastHash() {
        return record.lastAttempt().signed().hash();
    }

    void answer(Outcome told) {
        outcome = Optional.of(told);
        waiting.forEach(future -> future.complete(told));
        waiting.clear();
    }
}
