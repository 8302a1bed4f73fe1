package dev.ovation.core.economics;

import dev.ovation.core.ledger.InterestIndex;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.Set;

/**
 * The contracts together, from the second of their deployment on. An operation either happens as a whole or throws
 * {@link RuleBroken} and changes nothing. Seconds never go back from one operation to the next.
 */
public final class Economy {

    private final TokenBooks tokens;
    private final Permissions permissions;
    private final Treasury treasury;
    private final Escrow escrow;

    /**
     * @param genesis second at which epoch 0 begins
     * @param index where interest stands, and its rate
     * @param dailyMintLimit wei of TK that payments may mint per UTC day
     * @param controller the address that holds what is in escrow
     * @param contracts the addresses that can't be creators, the controller's among them
     */
    public Economy(long genesis, InterestIndex index, Wei dailyMintLimit, Address controller, Set<Address> contracts) {
        this.tokens = new TokenBooks(controller, index);
        this.permissions = new Permissions(tokens, contracts);
        this.treasury = new Treasury(tokens, dailyMintLimit);
        this.escrow = new Escrow(genesis, tokens, permissions);
    }

    public TokenBooks tokens() {
        return tokens;
    }

    public Permissions permissions() {
        return permissions;
    }

    public Treasury treasury() {
        return treasury;
    }

    public Escrow escrow() {
        return escrow;
    }

    // ---- parameters: none reaches back ----

    public void setRate(int rateBps, long second) {
        tokens.setRate(rateBps, second);
    }

    public void setDailyMintLimit(Wei limit) {
        treasury.setDailyLimit(limit);
    }

    /**
     * @param perTk wei of TKI that a payment brings per whole TK
     */
    public void setBonus(Wei perTk) {
        treasury.setBonus(perTk);
    }

    // ---- pause: stops everything but cancels and revocations ----

    public void pause() {
        RuleBroken.unless(!tokens.isPaused(), Rule.PAUSED);
        tokens.setPaused(true);
    }

    public void unpause() {
        RuleBroken.unless(tokens.isPaused(), Rule.NOT_PAUSED);
        tokens.setPaused(false);
    }
}
