package dev.ovation.core.account;

import dev.ovation.core.value.Bytes32;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where refresh tokens are kept. Safe to share between threads. */
public interface Sessions {

    void insert(RefreshToken token);

    /** What became of a token that somebody presents. */
    sealed interface Presented {
        /** It was good, and is used up now: of several at once exactly one gets this answer. */
        record Accepted(RefreshToken token) implements Presented {}

        /** It had been used before, or its family is revoked. */
        record Reused(RefreshToken token) implements Presented {}

        /** Never issued, or expired. */
        record Unknown() implements Presented {}
    }

    /** Uses a token up. */
    Presented use(Bytes32 hash, Instant now);

    Optional<RefreshToken> find(Bytes32 hash);

    void revokeFamily(UUID family, Instant now);

    boolean isRevoked(UUID family);

    /** Those of the families that are revoked. */
    Set<UUID> revokedAmong(Collection<UUID> families);
}
