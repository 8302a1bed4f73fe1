package dev.ovation.core.ledger;

import dev.ovation.core.value.Wei;

/**
 * What one account can see of its money.
 *
 * @param tk wei held
 * @param tki wei held, earned interest included
 * @param tkReserved wei promised to intents that have not reached the chain yet
 * @param tkiReserved likewise
 * @param index the interest index of this moment
 */
public record Balance(Wei tk, Wei tki, Wei tkReserved, Wei tkiReserved, long index) {

    public Wei tkAvailable() {
        return tk.minusOrZero(tkReserved);
    }

    public Wei tkiAvailable() {
        return tki.minusOrZero(tkiReserved);
    }
}
