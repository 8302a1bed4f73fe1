package dev.ovation.core.ledger;

/**
 * The global interest index as the chain last wrote it, and how it goes on.
 *
 * @param index basis points per 30 days x seconds, up to {@code since}; at most {@link #MAX}
 * @param since second at which {@code index} was written
 * @param rateBps basis points per 30 days that apply since then
 */
public record InterestIndex(long index, long since, int rateBps) {

    /** Where the contracts' index stops: 87 years at 2 % a month, 17 at 10 %. Nothing is earned from there on. */
    public static final long MAX = (1L << 39) - 1;

    /** The index at a second; before {@code since} it stands still. */
    public long at(long second) {
        return second <= since ? index : Math.min(MAX, index + grownIn(second - since));
    }

    /**
     * The index at a second that may lie before {@code since}. A past one is right if the rate was the same then and
     * the index had not stopped.
     */
    public long backOrAt(long second) {
        return second >= since ? at(second) : Math.max(0, index - grownIn(since - second));
    }

    /** With another rate from a second on; what was earned until then was earned at the old one. */
    public InterestIndex withRate(int newRateBps, long second) {
        return new InterestIndex(at(second), second, newRateBps);
    }

    private long grownIn(long seconds) {
        return Math.multiplyExact(seconds, (long) rateBps);
    }
}
