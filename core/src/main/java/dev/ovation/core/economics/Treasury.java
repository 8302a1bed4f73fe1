package dev.ovation.core.economics;

import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Money in and out: each payment and each withdrawal once, by its id. */
public final class Treasury {

    /** The highest bonus: as many wei of TKI per whole TK as that TK is worth. */
    public static final Wei MAX_BONUS = Wei.ofTokens(ClapPayout.TKI_PER_TK);

    private static final BigInteger WHOLE = Wei.ofTokens(1).value();
    private static final long DAY = 86_400;

    private record Withdrawal(Address owner, Wei amount, boolean returned) {}

    private final TokenBooks tokens;
    private final Set<Bytes32> payments = new HashSet<>();
    private final Map<Bytes32, Withdrawal> withdrawals = new HashMap<>();
    private Wei dailyLimit;
    private Wei bonusPerTk = Wei.ZERO;
    private long day;
    private Wei mintedOnDay = Wei.ZERO;

    Treasury(TokenBooks tokens, Wei dailyLimit) {
        this.tokens = tokens;
        this.dailyLimit = dailyLimit;
    }

    // ---- what is there ----

    public boolean isMinted(Bytes32 payment) {
        return payments.contains(payment);
    }

    /** Wei of TK that payments may still mint on the UTC day of this second. */
    public Wei mintableToday(long second) {
        return dailyLimit.minusOrZero(second / DAY == day ? mintedOnDay : Wei.ZERO);
    }

    /** As the contract numbers them: 0 unknown, 1 burned, 2 returned. */
    public int withdrawalState(Bytes32 id) {
        Withdrawal withdrawal = withdrawals.get(id);
        return withdrawal == null ? 0 : withdrawal.returned() ? 2 : 1;
    }

    // ---- operations ----

    public void mint(Address to, Wei amount, Bytes32 payment, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        RuleBroken.unless(!amount.isZero(), Rule.ZERO_AMOUNT);
        RuleBroken.unless(!isMinted(payment), Rule.PAYMENT_ALREADY_MINTED);
        RuleBroken.unless(!amount.exceeds(mintableToday(second)), Rule.DAILY_MINT_LIMIT);
        tokens.requireMintable(to, amount);
        Wei bonus = bonusFor(amount);
        tokens.requireRoomForBonus(bonus, second);
        payments.add(payment);
        mintedOnDay = (second / DAY == day ? mintedOnDay : Wei.ZERO).plus(amount);
        day = second / DAY;
        tokens.mint(to, amount, second);
        tokens.grantInterest(to, bonus, second);
    }

    private Wei bonusFor(Wei amount) {
        return new Wei(amount.value().multiply(bonusPerTk.value()).divide(WHOLE));
    }

    /**
     * @param signed whether {@code from} signed exactly this withdrawal
     */
    public void burn(Address from, Wei amount, Bytes32 id, boolean signed, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        RuleBroken.unless(!amount.isZero(), Rule.ZERO_AMOUNT);
        RuleBroken.unless(!withdrawals.containsKey(id), Rule.WITHDRAWAL_ALREADY_USED);
        RuleBroken.unless(signed, Rule.INVALID_SIGNATURE);
        RuleBroken.unless(!amount.exceeds(tokens.of(from).balance()), Rule.INSUFFICIENT_BALANCE);
        withdrawals.put(id, new Withdrawal(from, amount, false));
        tokens.burn(from, amount, second);
    }

    /** Gives burned TK back, once. It does not count towards the day's limit. */
    public void returnWithdrawal(Bytes32 id, long second) {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        Withdrawal withdrawal = withdrawals.get(id);
        if (withdrawal == null || withdrawal.returned()) {
            throw new RuleBroken(Rule.WITHDRAWAL_NOT_BURNED);
        }
        tokens.requireMintable(withdrawal.owner(), withdrawal.amount());
        withdrawals.put(id, new Withdrawal(withdrawal.owner(), withdrawal.amount(), true));
        tokens.mint(withdrawal.owner(), withdrawal.amount(), second);
    }

    // ---- parameters ----

    void setDailyLimit(Wei limit) {
        dailyLimit = limit;
    }

    void setBonus(Wei perTk) {
        RuleBroken.unless(!perTk.exceeds(MAX_BONUS), Rule.BONUS_TOO_HIGH);
        bonusPerTk = perTk;
    }
}
