package dev.ovation.bench.claps;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/** What the fans of a run sign: each clap is 1 TKI for the fan's own creator. */
final class ClapTerms {

    static final Wei AMOUNT = Wei.ofTokens(1);
    /** The year 2100: a date the servers compare, and that no run reaches. */
    static final long VALID_UNTIL = 4_102_444_800L;

    private ClapTerms() {}

    /** One clap, with a nonce of its own. */
    static Authorization once(Address fan, Address creator, int nonce) {
        return new Authorization(
                fan, Token.TKI, creator, AMOUNT, AMOUNT, 0, VALID_UNTIL, Authorization.oneTimeSalt(0, nonce));
    }

    /** A cap on which all claps of the fan draw. */
    static Authorization standing(Address fan, Address creator) {
        return new Authorization(
                fan,
                Token.TKI,
                creator,
                Authorization.MAX_CAP,
                AMOUNT,
                0,
                VALID_UNTIL,
                Authorization.standingSalt(0, 1));
    }
}
