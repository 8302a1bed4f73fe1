package dev.ovation.core.delegation;

import dev.ovation.core.account.Account;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Bytes32;
import java.time.Clock;

/**
 * A fan takes one standing authorization back, or everything signed so far. Here it ends at once; with the owner's
 * signature it ends on the chain too, at the relayer's cost.
 */
public final class RevokeDelegation {

    private final Delegations delegations;
    private final Signatures signatures;
    private final RevocationChannel channel;
    private final Clock clock;

    public RevokeDelegation(Delegations delegations, Signatures signatures, RevocationChannel channel, Clock clock) {
        this.delegations = delegations;
        this.signatures = signatures;
        this.channel = channel;
        this.clock = clock;
    }

    /**
     * @param signature over {@code Revocation(owner, authorization)}; empty to end it here only
     */
    public Delegation revoke(Account owner, Bytes32 hash, byte[] signature) {
        Delegation delegation = delegations
                .byHash(hash)
                .filter(d -> d.authorization().terms().owner().equals(owner.wallet()))
                .orElseThrow(() ->
                        new Refused(RefusalCode.UNKNOWN_AUTHORIZATION, "You have no authorization with this hash."));
        if (signature.length > 0 && !signatures.signedRevocation(owner.wallet(), hash, signature)) {
            throw new Refused(RefusalCode.INVALID_SIGNATURE, "The signature is not yours of this revocation.");
        }
        delegations.markRevoked(hash, clock.instant());
        if (signature.length > 0) {
            channel.revoke(delegation.authorization().terms(), signature);
        }
        return delegations.byHash(hash).orElse(delegation);
    }

    public void revokeAll(Account owner, long generation, byte[] signature) {
        if (!signatures.signedRevocationOfAll(owner.wallet(), generation, signature)) {
            throw new Refused(RefusalCode.INVALID_SIGNATURE, "The signature is not yours of this revocation.");
        }
        delegations.markAllRevoked(owner.wallet(), clock.instant());
        channel.revokeAll(owner.wallet(), generation, signature);
    }
}
