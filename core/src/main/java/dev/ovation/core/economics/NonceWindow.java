package dev.ovation.core.economics;

import java.util.HashSet;
import java.util.Set;

/**
 * Which nonces of one generation are used. They may come in any order within 32 of the highest; what lies further below
 * has passed and counts as used.
 */
final class NonceWindow {

    static final long MAX_NONCE = (1L << 24) - 2;
    private static final long WIDTH = 32;

    private final Set<Long> used = new HashSet<>();
    private long highest = -1;

    boolean isUsed(long nonce) {
        return used.contains(nonce) || nonce <= highest - WIDTH;
    }

    void use(long nonce) {
        used.add(nonce);
        highest = Math.max(highest, nonce);
    }

    /** The lowest nonce that is neither used nor passed. */
    long next() {
        long next = Math.max(0, highest - WIDTH + 1);
        while (used.contains(next)) {
            next++;
        }
        return next;
    }
}
