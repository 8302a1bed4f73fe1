package dev.ovation.core.economics;

import dev.ovation.core.ledger.AccountState;
import dev.ovation.core.ledger.Interest;
import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Both tokens: who holds what, what it earns, and what lies in escrow, which earns nothing. */
public final class TokenBooks {

    /** The most TK that may exist: 2^88-1 wei. */
    public static final Wei MAX_SUPPLY = new Wei(BigInteger.ONE.shiftLeft(88).subtract(BigInteger.ONE));

    /** All raw interest and bonuses together stay below it. */
    private static final BigInteger MAX_RAW = BigInteger.ONE.shiftLeft(127);

    private final Address escrow;
    private final Map<Address, AccountState> accounts = new HashMap<>();
    private final Map<Token, Wei> escrowed = new EnumMap<>(Token.class);
    private Wei burnedInterest = Wei.ZERO;
    private InterestIndex index;
    private boolean paused;

    TokenBooks(Address escrow, InterestIndex index) {
        this.escrow = escrow;
        this.index = index;
    }

    // ---- what is there ----

    public long indexAt(long second) {
        return index.at(second);
    }

    public int rateBps() {
        return index.rateBps();
    }

    public boolean isPaused() {
        return paused;
    }

    /** Of an account that holds its own money; escrow is none. */
    public AccountState of(Address account) {
        return accounts.getOrDefault(account, AccountState.EMPTY);
    }

    /** What {@code balanceOf} answers, earned interest and escrow's own balance included. */
    public Wei balance(Token token, Address account, long second) {
        return account.equals(escrow) ? escrowed(token) : of(account).holding(token, indexAt(second));
    }

    public Wei escrowed(Token token) {
        return escrowed.getOrDefault(token, Wei.ZERO);
    }

    /** All TK, or all TKI earned and not burned, which exceeds the sum of balances by the roundings of each. */
    public Wei supply(Token token, long second) {
        return token == Token.TK
                ? accounts.values().stream().map(AccountState::balance).reduce(escrowed(Token.TK), Wei::plus)
                : Interest.wei(earnedByAll(second)).minus(burnedInterest);
    }

    public Wei mintable() {
        return MAX_SUPPLY.minus(supply(Token.TK, 0));
    }

    // ---- what anybody may do ----

    public void transfer(Token token, Address from, Address to, Wei amount, long second) {
        RuleBroken.unless(!to.isZero(), Rule.NO_RECEIVER);
        RuleBroken.unless(!paused, Rule.LEDGER_PAUSED);
        RuleBroken.unless(token == Token.TKI || !to.equals(escrow), Rule.TRANSFER_TO_ESCROW);
        requireFunds(token, from, amount, second);
        RuleBroken.unless(!to.equals(escrow), Rule.TRANSFER_TO_ESCROW);
        long now = indexAt(second);
        if (token == Token.TK) {
            put(from, of(from).paying(amount, now));
            put(to, of(to).receiving(amount, now));
        } else {
            put(from, of(from).payingInterest(amount, now));
            put(to, of(to).receivingInterest(amount, now));
        }
    }

    /** Writes down what is earned already: for anybody, at any time, with no effect on any balance. */
    public void accrue(Collection<Address> of, long second) {
        of.forEach(account -> accounts.computeIfPresent(account, (a, state) -> state.checkpointed(indexAt(second))));
    }

    // ---- what the controller does ----

    void setRate(int rateBps, long second) {
        RuleBroken.unless(rateBps <= Interest.MAX_RATE_BPS, Rule.RATE_TOO_HIGH);
        index = index.withRate(rateBps, second);
    }

    void setPaused(boolean nowPaused) {
        paused = nowPaused;
    }

    void requireMintable(Address to, Wei amount) {
        RuleBroken.unless(!to.isZero(), Rule.NO_RECEIVER);
        RuleBroken.unless(!to.equals(escrow), Rule.TRANSFER_TO_ESCROW);
        RuleBroken.unless(!amount.exceeds(mintable()), Rule.SUPPLY_CAP);
    }

    void mint(Address to, Wei amount, long second) {
        put(to, of(to).receiving(amount, indexAt(second)));
    }

    void requireFunds(Token token, Address from, Wei amount, long second) {
        RuleBroken.unless(!amount.exceeds(of(from).holding(token, indexAt(second))), Rule.INSUFFICIENT_BALANCE);
    }

    void burn(Address from, Wei amount, long second) {
        put(from, of(from).paying(amount, indexAt(second)));
    }

    void requireRoomForBonus(Wei bonus, long second) {
        BigInteger raw = earnedByAll(second).add(Interest.rawOf(bonus));
        RuleBroken.unless(bonus.isZero() || raw.compareTo(MAX_RAW) < 0, Rule.BONUS_CAP);
    }

    void grantInterest(Address to, Wei bonus, long second) {
        put(to, of(to).receivingInterest(bonus, indexAt(second)));
    }

    void intoEscrow(Token token, Address owner, Wei amount, long second) {
        put(
                owner,
                token == Token.TK
                        ? of(owner).paying(amount, indexAt(second))
                        : of(owner).spending(amount));
        escrowed.merge(token, amount, Wei::plus);
    }

    void backFromEscrow(Token token, Address owner, Wei amount, long second) {
        put(
                owner,
                token == Token.TK
                        ? of(owner).receiving(amount, indexAt(second))
                        : of(owner).refunded(amount));
        leaveEscrow(token, amount);
    }

    /** A creator's claps end, and their worth in TK comes into being. */
    void payClaps(Address creator, Wei claps, Wei paid, long second) {
        leaveEscrow(Token.TKI, claps);
        burnedInterest = burnedInterest.plus(claps);
        mint(creator, paid, second);
    }

    void payGifts(Address creator, Wei gifts, long second) {
        leaveEscrow(Token.TK, gifts);
        put(creator, of(creator).receiving(gifts, indexAt(second)));
    }

    private void leaveEscrow(Token token, Wei amount) {
        escrowed.put(token, escrowed(token).minus(amount));
    }

    private BigInteger earnedByAll(long second) {
        long now = indexAt(second);
        return accounts.values().stream()
                .map(account -> account.earnedAt(now))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private void put(Address account, AccountState state) {
        accounts.put(account, state);
    }
}
