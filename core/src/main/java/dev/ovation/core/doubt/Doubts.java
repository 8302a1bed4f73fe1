package dev.ovation.core.doubt;

import java.util.List;

/**
 * Transactions of ours of which something may have been told that is no longer so: they reverted in the end, fell out
 * of a block and came back, or changed their owner on the way. Each is kept, over restarts too, until it is resolved.
 * Safe to share between threads.
 */
public interface Doubts {

    /**
     * @param key names the transaction
     * @param effects what it was to bring about
     */
    record Doubt(String key, List<Effect> effects) {

        public Doubt {
            effects = List.copyOf(effects);
        }
    }

    /** Doubts of what the chain has decided for good; others wait until it has. */
    List<Doubt> due();

    /** Documents and chain agree about all effects of the transaction. */
    void resolve(Doubt doubt);

    /** Blocks fell out that somebody has read: whatever is on its way may have been in one of them. */
    void raiseOpen();
}
