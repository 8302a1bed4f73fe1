package dev.ovation.core.delegation;

import java.time.Instant;

/**
 * A standing authorization that its owner registered here.
 *
 * @param onChain whether the chain holds it too; it is brought there with the first intent that draws on it
 * @param revokedAt when the owner took it back; {@link Instant#EPOCH} while it stands
 */
public record Delegation(SignedAuthorization authorization, boolean onChain, Instant registeredAt, Instant revokedAt) {

    public boolean isRevoked() {
        return !revokedAt.equals(Instant.EPOCH);
    }
}
