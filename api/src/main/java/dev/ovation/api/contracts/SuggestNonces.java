package dev.ovation.api.contracts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.value.Address;
import java.time.Duration;

/**
 * Suggests nonces for one-time authorizations: the lowest that the chain has not passed and that was not suggested
 * moments ago, so that several payloads can be signed side by side. The contract accepts nonces in any order within a
 * window of 32; beyond that, the first is suggested again. A suggestion promises nothing: who clashes is told
 * {@code authorization-replayed} and asks anew.
 */
final class SuggestNonces {

    private static final long WINDOW = 32;
    private static final int MAX_OWNERS = 50_000;

    private record Last(long generation, long nonce) {}

    private final Cache<Address, Last> last = Caffeine.newBuilder()
            .maximumSize(MAX_OWNERS)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    long next(Address owner, AccountSnapshot snapshot) {
        long lowest = snapshot.nextNonce();
        Last fresh = new Last(snapshot.generation(), lowest);
        return last.asMap()
                .merge(owner, fresh, (before, _) -> {
                    long next = before.nonce() + 1;
                    boolean usable =
                            before.generation() == snapshot.generation() && next >= lowest && next < lowest + WINDOW;
                    return usable ? new Last(snapshot.generation(), next) : fresh;
                })
                .nonce();
    }
}
