package dev.ovation.core.economics;

import dev.ovation.core.value.Wei;
import java.math.BigInteger;

/**
 * What claps are worth at payout: 100 wei of TKI are one wei of TK, and what does not make a whole wei waits for the
 * creator's next payout.
 *
 * @param paid wei of TK
 * @param remainder wei of TKI that are kept, 0 … 99
 */
public record ClapPayout(Wei paid, Wei remainder) {

    /** TKI in one TK. */
    public static final long TKI_PER_TK = 100;

    /**
     * @param claps wei of TKI that are paid out
     * @param kept wei of TKI that an earlier payout left
     */
    public static ClapPayout of(Wei claps, Wei kept) {
        BigInteger[] parts = claps.plus(kept).value().divideAndRemainder(BigInteger.valueOf(TKI_PER_TK));
        return new ClapPayout(new Wei(parts[0]), new Wei(parts[1]));
    }

    /**
     * What a creator's next claps pay, after all its claps so far. However these were split into payouts, the same
     * remainder is left.
     *
     * @param claps wei of TKI that are paid out next
     * @param settled wei of TKI that were paid out, ever
     */
    public static ClapPayout after(Wei settled, Wei claps) {
        return of(claps, of(settled, Wei.ZERO).remainder());
    }
}
