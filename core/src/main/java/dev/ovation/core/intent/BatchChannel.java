package dev.ovation.core.intent;

import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Brings batches to the chain. Every call is idempotent by its batch (and, where legs are named, by what the chain
 * says of them): repeating it after a crash sends nothing twice and answers the same receipt. Blocks until the
 * transaction has its confirmations. Safe to share between threads.
 *
 * <p>Every method throws {@link dev.ovation.core.refusal.Unavailable} while the outcome can't be known, and
 * {@link dev.ovation.core.ledger.RevertedOnChain} if the contract refuses the call as a whole.
 */
public interface BatchChannel {

    /**
     * @param skipped legs that the contract refused, each with its reason by name, such as {@code InsufficientBalance}
     */
    record Submission(Receipt receipt, Map<Integer, String> skipped) {}

    /**
     * Submits the intents, which stand in the order of their legs, as one batch of one token. What it sends is what
     * {@link MaySend} allows for them: a refusal is answered again to whoever asks later, and where a leg was told to
     * have failed nothing is sent any more.
     */
    Submission submit(BatchId batch, Token token, List<Intent> legs);

    /** Approves legs that are open. */
    Receipt approve(Map<BatchId, BitSet> legs);

    /** Releases legs back to their fans. */
    Receipt reject(Batch batch, List<Intent> legs, BitSet rejected);

    /** Releases open legs back to their fans at their wish. */
    Receipt cancel(Batch batch, List<Intent> legs, BitSet cancelled);

    /** What the chain says of each leg of a batch. */
    List<IntentState> states(BatchId batch, int legs);
}
