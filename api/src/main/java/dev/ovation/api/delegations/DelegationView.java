package dev.ovation.api.delegations;

import dev.ovation.chain.crypto.ChecksumAddress;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Delegation;
import java.time.Instant;
import java.util.Optional;

/**
 * A registered authorization as its owner sees it.
 *
 * @param creator empty for any registered creator
 * @param cap in whole tokens, like {@code capPerIntent}
 * @param onChain whether the chain knows it already; it does from the first clap or gift on
 */
record DelegationView(
        String hash,
        String token,
        Optional<String> creator,
        String cap,
        String capPerIntent,
        Instant validAfter,
        Instant validUntil,
        boolean onChain,
        Instant registeredAt,
        Optional<Instant> revokedAt) {

    /** The last second that an Instant can tell; authorizations may outlive it. */
    private static final long LAST_SECOND = Instant.MAX.getEpochSecond();

    static DelegationView of(Delegation delegation) {
        Authorization terms = delegation.authorization().terms();
        return new DelegationView(
                delegation.authorization().hash().toString(),
                terms.token().name(),
                Optional.of(terms.creator()).filter(c -> !c.isZero()).map(ChecksumAddress::format),
                terms.cap().toTokens(),
                terms.capPerIntent().toTokens(),
                second(terms.validAfter()),
                second(terms.validUntil()),
                delegation.onChain(),
                delegation.registeredAt(),
                Optional.of(delegation.revokedAt()).filter(_ -> delegation.isRevoked()));
    }

    private static Instant second(long second) {
        return Instant.ofEpochSecond(Math.min(second, LAST_SECOND));
    }
}
