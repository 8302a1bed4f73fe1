package dev.ovation.runtime.onchain;

import dev.ovation.core.delegation.SignedAuthorization;
import java.util.function.Predicate;

/**
 * Whether an authorization bears the signature of its owner's key, as the contracts would judge it; never throws. A clap's
 * is asked about when it arrives and again when its batch is written: it is remembered by the authorization's hash, so that
 * the digest, the same for the same hash, is made once. Safe to share between threads.
 */
final class SignedByKey implements Predicate<SignedAuthorization> {

    private final TypedData typedData;
    private final Recovery recovery;

    SignedByKey(TypedData typedData, Recovery recovery) {
        this.typedData = typedData;
        this.recovery = recovery;
    }

    @Override
    public boolean test(SignedAuthorization authorization) {
        return recovery.gives(
                authorization.terms().owner(),
                authorization.hash(),
                () -> typedData.authorizationDigest(authorization.hash()),
                authorization.signature());
    }
}
