package dev.ovation.core.delegation;

import dev.ovation.core.account.Account;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;

/** Checks an authorization's terms as the contracts will, by the chain's clock, before anything is reserved. */
public final class CheckTerms {

    private final ChainAccounts chain;

    public CheckTerms(ChainAccounts chain) {
        this.chain = chain;
    }

    /** The terms are this account's, in range and valid now. */
    public void ofOwner(Account owner, Authorization terms) {
        if (!terms.owner().equals(owner.wallet())) {
            throw new Refused(RefusalCode.AUTHORIZATION_NOT_YOURS, "The authorization's owner is not your wallet.");
        }
        if (terms.cap().isZero() || terms.capPerIntent().isZero()) {
            throw new Refused(RefusalCode.AMOUNT_NOT_POSITIVE, "cap and capPerIntent must be above zero.");
        }
        if (terms.cap().exceeds(Authorization.MAX_CAP) || terms.capPerIntent().exceeds(Authorization.MAX_CAP)) {
            throw new Refused(RefusalCode.AMOUNT_TOO_LARGE, "cap and capPerIntent are at most 2^96-1 wei.");
        }
        validNow(terms);
    }

    /** The terms are valid at this moment of the chain's clock. */
    public void validNow(Authorization terms) {
        long now = chain.now();
        if (terms.validUntil() < now) {
            throw new Refused(RefusalCode.AUTHORIZATION_EXPIRED, "The authorization's validUntil has passed.");
        }
        if (terms.validAfter() > now) {
            throw new Refused(
                    RefusalCode.AUTHORIZATION_NOT_YET_VALID, "The authorization's validAfter has not come yet.");
        }
    }

    /** The terms allow one leg. */
    public void allows(Authorization terms, Token token, Address creator, Wei amount) {
        if (terms.token() != token) {
            throw new Refused(
                    RefusalCode.AUTHORIZATION_MISMATCH,
                    "The authorization is for " + terms.token() + ", this needs " + token + ".");
        }
        if (!terms.allowsAnyCreator() && !terms.creator().equals(creator)) {
            throw new Refused(RefusalCode.AUTHORIZATION_MISMATCH, "The authorization is for another creator.");
        }
        if (amount.exceeds(terms.capPerIntent()) || amount.exceeds(terms.cap())) {
            throw new Refused(RefusalCode.OVER_CAP, "The amount is above the authorization's cap.");
        }
    }
}
