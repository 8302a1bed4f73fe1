package dev.ovation.core.settlement;

import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.value.Bytes32;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settles batches on the chain. Idempotent: what is settled already is passed over. Blocks until the transaction has
 * its confirmations. Safe to share between threads.
 */
public interface SettlementChannel {

    /**
     * @param settled by batch, the legs that are settled now, whether by this transaction or an earlier one
     */
    record Settlement(Receipt receipt, Map<BatchId, BitSet> settled, List<Payout> payouts) {}

    /**
     * Settles the approved legs of batches whose epoch has ended, in one transaction.
     *
     * @param legs of each batch, in order
     * @throws dev.ovation.core.refusal.Unavailable while the outcome can't be known
     * @throws dev.ovation.core.ledger.RevertedOnChain if the contract refuses the call as a whole
     */
    Settlement settle(long epoch, List<Batch> batches, Map<BatchId, List<Intent>> legs);

    /** What creators were paid for a batch by some transactions, as they stand on the chain now: some may be there no more. */
    List<Payout> paidFor(BatchId batch, Set<Bytes32> transactions);

    /** The epoch that runs now, by the chain's clock. */
    long currentEpoch();

    /** First second of an epoch, since 1970. */
    long epochStart(long epoch);
}
