package dev.ovation.core.settlement;

import dev.ovation.core.intent.BatchId;
import dev.ovation.core.value.Address;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Where payouts are kept. Safe to share between threads. */
public interface Payouts {

    /** Keeps payouts; one of the same creator, batch and transaction is kept once. */
    void insertAll(Collection<Payout> payouts);

    /** What a re-organisation of the chain has undone. */
    void forget(Collection<Payout> payouts);

    /** Who was paid in this block and all later ones. */
    Set<Address> creatorsFrom(long block);

    /**
     * Forgets the payouts of this block and all later ones: a re-organisation took them back, and may bring them again in
     * other transactions.
     */
    void forgetFrom(long block);

    List<Payout> ofBatch(BatchId batch);

    /** Newest first. */
    List<Payout> ofCreator(Address creator, int limit);
}
