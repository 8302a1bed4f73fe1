package dev.ovation.core.ledger;

/**
 * The global interest index as the chain last wrote it.
 *
 * @param index basis points per 30 days x seconds, up to {@code since}
 * @param since second at which {@code index} was written
 * @param rateBps basis points per 30 days that apply since then
 */
public record InterestIndex(long index, long since, int rateBps) {

    /** The index at a second; before {@code since} it stands still. */
    public long at(long second) {
        return second <= since ? index : index + Math.multiplyExact(second - since, (long) rateBps);
    }
}
