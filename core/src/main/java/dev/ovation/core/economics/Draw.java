package dev.ovation.core.economics;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.value.Address;
import java.util.List;

/**
 * The legs of a batch that one authorization pays for.
 *
 * @param byHash a standing authorization is named by its hash, and brings no signature
 * @param signed whether the owner really signed these terms, if a signature is brought
 */
public record Draw(Authorization terms, boolean byHash, boolean signed, List<Leg> legs) {

    public Draw {
        legs = List.copyOf(legs);
    }

    Address owner() {
        return terms.owner();
    }

    boolean isStanding() {
        return byHash || terms.isStanding();
    }

    /** What the owner must have signed, or registered: a batch has one token, and a draw's signature is read for it. */
    Authorization termsIn(Token token) {
        return byHash || terms.token() == token
                ? terms
                : new Authorization(
                        terms.owner(),
                        token,
                        terms.creator(),
                        terms.cap(),
                        terms.capPerIntent(),
                        terms.validAfter(),
                        terms.validUntil(),
                        terms.salt());
    }

    boolean isSignedFor(Token token) {
        return signed && terms.token() == token;
    }
}
