package dev.ovation.core.delegation;

import dev.ovation.core.account.Account;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import java.time.Clock;
import java.time.Instant;

/**
 * Keeps a fan's standing authorization, so that later claps and gifts name it by its hash and need no new signature.
 * It reaches the chain together with the first intent that draws on it.
 */
public final class RegisterDelegation {

    private final Delegations delegations;
    private final Signatures signatures;
    private final CheckTerms checkTerms;
    private final Clock clock;

    public RegisterDelegation(Delegations delegations, Signatures signatures, CheckTerms checkTerms, Clock clock) {
        this.delegations = delegations;
        this.signatures = signatures;
        this.checkTerms = checkTerms;
        this.clock = clock;
    }

    public Delegation register(Account owner, Authorization terms, byte[] signature) {
        checkTerms.ofOwner(owner, terms);
        if (!terms.isStanding()) {
            throw new Refused(
                    RefusalCode.AUTHORIZATION_MISMATCH,
                    "Only standing authorizations are registered; a one-time one travels with its clap.");
        }
        SignedAuthorization authorization = new SignedAuthorization(terms, signatures.hashOf(terms), signature);
        if (!signatures.signed(authorization)) {
            throw new Refused(RefusalCode.INVALID_SIGNATURE, "The signature is not the owner's of these terms.");
        }
        Delegation delegation = new Delegation(authorization, false, clock.instant(), Instant.EPOCH);
        delegations.insert(delegation);
        return delegations.byHash(authorization.hash()).orElse(delegation);
    }
}
