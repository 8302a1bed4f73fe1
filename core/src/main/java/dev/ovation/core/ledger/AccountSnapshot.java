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

    /** The account's money without where and when it was read. */
    public AccountState state() {
        return new AccountState(balance, index, earned, spent);
    }

    /** The same reading with other money in it. */
    public AccountSnapshot with(AccountState state) {
        return new AccountSnapshot(
                state.balance(), state.index(), state.earned(), state.spent(), generation, nextNonce, block);
    }

    /** TKI in wei at an index not below the checkpoint's: exactly what {@code TKI.balanceOf} answers then. */
    public Wei interestAt(long currentIndex) {
        return state().interestAt(currentIndex);
    }

    /** What the account holds of a token at an index. */
    public Wei holding(Token token, long currentIndex) {
        return state().holding(token, currentIndex);
    }
}
