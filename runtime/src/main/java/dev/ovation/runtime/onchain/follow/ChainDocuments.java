package dev.ovation.runtime.onchain.follow;

import dev.ovation.core.intent.BatchId;

/** Removes documents that the chain can tell again. For a rebuild only: nothing else ever takes a document away. */
public interface ChainDocuments {

    /** A batch and its intents. */
    void forgetBatch(BatchId batch);

    /** All payouts and all transfers between wallets. */
    void forgetMovements();
}
