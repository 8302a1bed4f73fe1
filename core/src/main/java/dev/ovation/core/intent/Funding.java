package dev.ovation.core.intent;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.value.Bytes32;

/**
 * What lets the house take the fan's tokens for an intent.
 *
 * @param authorization terms and signature, kept with the intent so that its batch can be rebuilt after a crash
 * @param registered whether the chain already holds it, so that its signature need not travel again
 */
public record Funding(SignedAuthorization authorization, boolean registered) {

    public Authorization terms() {
        return authorization.terms();
    }

    public Bytes32 hash() {
        return authorization.hash();
    }
}
