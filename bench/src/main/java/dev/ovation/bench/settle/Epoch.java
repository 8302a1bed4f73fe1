package dev.ovation.bench.settle;

import dev.ovation.bench.stack.Wallet;
import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Random;

/**
 * Who clapped for whom: ten claps of each fan, each for a creator drawn with a fixed seed.
 *
 * @param intents a multiple of ten
 */
record Epoch(int intents, List<Wallet> fans, List<Wallet> creators, int[] creatorOfIntent) {

    static final Wei CLAP = Wei.ofTokens(1);
    private static final int CLAPS_OF_A_FAN = 10;
    private static final int SEED = 7;

    static Epoch of(int intents, int creatorCount) {
        int[] creatorOfIntent = new Random(SEED).ints(intents, 0, creatorCount).toArray();
        return new Epoch(
                intents,
                Wallet.several("fan", intents / CLAPS_OF_A_FAN),
                Wallet.several("creator", creatorCount),
                creatorOfIntent);
    }

    /** The fans take turns, as they come in life, rather than one after the other with all their claps. */
    int fanOf(int intent) {
        return intent % fans.size();
    }

    Wallet creatorOf(int intent) {
        return creators.get(creatorOfIntent[intent]);
    }
}
