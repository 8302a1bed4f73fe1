package dev.ovation.core.ledger;

import dev.ovation.core.value.Wei;
import java.math.BigInteger;

/**
 * What the chain holds of one account at one block. Escrow has left it already.
 *
 * @param balance TK in wei
 * @param index interest index at the account's last checkpoint
 * @param earned raw interest up to that checkpoint, see {@link Interest}
 * @param spent wei of TKI spent or in escrow, ever
 * @param generation of the account's authorizations
 * @param nextNonce lowest nonce that the chain has not passed yet
 * @param block at which this was read
 */
public record AccountSnapshot(
        Wei balance, long index, BigInteger earned, Wei spent, long generation, long nextNonce, long block) {

    /** TKI in wei at an index not below the checkpoint's: exactly what {@code TKI.balanceOf} answers then. */
    public Wei interestAt(long currentIndex) {
        BigInteger raw = earned.add(Interest.raw(balance, Math.max(0, currentIndex - index)));
        return Interest.wei(raw).minusOrZero(spent);
    }

    /** What the account holds of a token at an index. */
    public Wei holding(Token token, long currentIndex) {
        return token == Token.TK ? balance : interestAt(currentIndex);
    }
}
