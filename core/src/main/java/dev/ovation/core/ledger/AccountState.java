package dev.ovation.core.ledger;

import dev.ovation.core.value.Wei;
import java.math.BigInteger;

/**
 * The money of one account as the ledger keeps it, and everything that can happen to it. Immutable.
 *
 * <p>Whatever changes the balance takes the index of that moment and writes down first what the old balance earned: so
 * interest belongs to whoever held the TK while it was earned.
 *
 * @param balance TK in wei
 * @param index interest index up to which {@code earned} is written down
 * @param earned raw interest up to that index, see {@link Interest}; bonuses and transfers of TKI are in it
 * @param spent wei of TKI spent or in escrow, ever
 */
public record AccountState(Wei balance, long index, BigInteger earned, Wei spent) {

    public static final AccountState EMPTY = new AccountState(Wei.ZERO, 0, BigInteger.ZERO, Wei.ZERO);

    /** Raw interest at an index; at one before the last written, what was written then. */
    public BigInteger earnedAt(long currentIndex) {
        return earned.add(Interest.raw(balance, Math.max(0, currentIndex - index)));
    }

    /** TKI in wei at an index not below the last written: exactly what {@code TKI.balanceOf} answers then. */
    public Wei interestAt(long currentIndex) {
        return Interest.wei(earnedAt(currentIndex)).minusOrZero(spent);
    }

    /** What the account holds of a token at an index. */
    public Wei holding(Token token, long currentIndex) {
        return token == Token.TK ? balance : interestAt(currentIndex);
    }

    /** The same money, written down at an index. Changes no balance at any time. */
    public AccountState checkpointed(long currentIndex) {
        return new AccountState(balance, Math.max(index, currentIndex), earnedAt(currentIndex), spent);
    }

    /** After TK came in: by mint, transfer, payout or from escrow. */
    public AccountState receiving(Wei tk, long currentIndex) {
        return checkpointed(currentIndex).withBalance(balance.plus(tk));
    }

    /**
     * After TK went out: by burn, transfer or into escrow.
     *
     * @throws ArithmeticException if the balance is smaller
     */
    public AccountState paying(Wei tk, long currentIndex) {
        return checkpointed(currentIndex).withBalance(balance.minus(tk));
    }

    /** After TKI came in, as a bonus or by a transfer. */
    public AccountState receivingInterest(Wei tki, long currentIndex) {
        AccountState now = checkpointed(currentIndex);
        return new AccountState(balance, now.index, now.earned.add(Interest.rawOf(tki)), spent);
    }

    /** After a transfer of TKI to another account. The caller has seen that there is enough. */
    public AccountState payingInterest(Wei tki, long currentIndex) {
        AccountState now = checkpointed(currentIndex);
        return new AccountState(balance, now.index, now.earned.subtract(Interest.rawOf(tki)), spent);
    }

    /** After a clap went into escrow. What was earned stays earned; it is only spent. */
    public AccountState spending(Wei tki) {
        return new AccountState(balance, index, earned, spent.plus(tki));
    }

    /** After a clap came back from escrow. */
    public AccountState refunded(Wei tki) {
        return new AccountState(balance, index, earned, spent.minus(tki));
    }

    private AccountState withBalance(Wei newBalance) {
        return new AccountState(newBalance, index, earned, spent);
    }
}
