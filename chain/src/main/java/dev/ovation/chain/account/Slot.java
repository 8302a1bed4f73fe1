package dev.ovation.chain.account;

import dev.ovation.chain.rpc.Block;
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
    Optional<Inclusion> inclusion = Optional.empty();

    /** Of that inclusion, until it is told: the logs of a batch are large, and a transaction is open for long. */
    Optional<Receipt> receipt = Optional.empty();

    /** The chain has moved since its receipt was seen, so that it may have fallen out: neither told nor closed so. */
    boolean unsure;

    /** In which of the owner's looks its receipts were last asked for. */
    long lookedAt;

    /** Whether the outcome of this inclusion was told; for who asks again, the receipt is read again. */
    boolean told;

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

    /** Its outcome was told and let go, and somebody waits for it again. */
    boolean askedAgain() {
        return told && !waiting.isEmpty();
    }

    /** Of an included transaction. */
    long blockNumber() {
        return inclusion.orElseThrow().blockNumber();
    }

    /** Whether this is the very block in which the transaction was seen. */
    boolean isIn(Block block) {
        return inclusion.filter(seen -> seen.blockHash().equals(block.hash())).isPresent();
    }

    boolean unmined() {
        return inclusion.isEmpty();
    }

    Bytes32 lastHash() {
        return record.lastAttempt().signed().hash();
    }

    void includedBy(Receipt mined) {
        inclusion = Optional.of(Inclusion.of(mined));
        receipt = Optional.of(mined);
        told = false;
    }

    /** Also where it is in another block already: what that one made of it may be another thing. */
    void fellOut() {
        inclusion = Optional.empty();
        receipt = Optional.empty();
        told = false;
        doubtful = true;
    }

    void answer(Outcome outcome) {
        told = true;
        receipt = Optional.empty();
        waiting.forEach(future -> future.complete(outcome));
        waiting.clear();
    }
}
