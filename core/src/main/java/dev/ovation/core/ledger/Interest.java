package dev.ovation.core.ledger;

import dev.ovation.core.value.Wei;
import java.math.BigInteger;

/**
 * The interest formula, the same that the TK contract computes.
 *
 * <p>The index is the sum of rate x time in basis points per 30 days x seconds, an exact integer. A balance earns
 * {@code balance x indexDelta} raw units; 259,200,000 of them are one wei of TKI: 10,000 basis points x 2,592,000
 * seconds, divided by the 100 TKI that one TK is worth. Raw units are never rounded; only their reading is.
 */
public final class Interest {

    /** Raw units in one wei of TKI. */
    public static final BigInteger RAW_PER_WEI = BigInteger.valueOf(259_200_000L);

    /** The highest rate that the contracts accept, in basis points per 30 days. */
    public static final int MAX_RATE_BPS = 1000;

    private Interest() {}

    /** Raw units earned by a balance while the index grew by {@code indexDelta}. */
    public static BigInteger raw(Wei balance, long indexDelta) {
        return balance.value().multiply(BigInteger.valueOf(indexDelta));
    }

    /** Raw units that are exactly these wei of TKI. */
    public static BigInteger rawOf(Wei tki) {
        return tki.value().multiply(RAW_PER_WEI);
    }

    /** Whole wei of TKI in raw units, rounded down. */
    public static Wei wei(BigInteger raw) {
        return new Wei(raw.divide(RAW_PER_WEI));
    }
}
