package dev.ovation.store.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.ovation.core.ledger.Standing;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What this server saw last of accounts in Redis. Whatever is decided on it is written by a script that finds the same
 * version there, or is decided anew on what is there. Safe to share between threads.
 */
final class RecentSnapshots {

    private static final int MOST_REMEMBERED = 20_000;

    /**
     * @param standing what is known of standing authorizations under this version; an empty one is not registered
     */
    record Recent(CachedSnapshot cached, Map<Bytes32, Optional<Standing>> standing) {

        Recent {
            standing = Map.copyOf(standing);
        }
    }

    private final Cache<Address, Recent> accounts =
            // Upkeep of a few entries takes less than handing it to another thread.
            Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    .executor(Runnable::run)
                    .build();

    Optional<Recent> of(Address account) {
        return Optional.ofNullable(accounts.getIfPresent(account));
    }

    /** Of a standing authorization, as it was read under a version. */
    Optional<Optional<Standing>> standing(Address account, Bytes32 authorization, String version) {
        return of(account)
                .filter(recent -> recent.cached().version().equals(version))
                .flatMap(recent -> Optional.ofNullable(recent.standing().get(authorization)));
    }

    /** As it was read from Redis; what was known under the same version is still known. */
    void saw(Address account, CachedSnapshot cached) {
        if (cached.snapshot().isPresent()) {
            accounts.asMap()
                    .merge(
                            account,
                            new Recent(cached, Map.of()),
                            (before, now) -> new Recent(
                                    now.cached(),
                                    before.cached()
                                                    .version()
                                                    .equals(now.cached().version())
                                            ? before.standing()
                                            : Map.of()));
        }
    }

    void saw(Address account, String version, Bytes32 authorization, Optional<Standing> standing) {
        accounts.asMap().computeIfPresent(account, (_, before) -> {
            if (!before.cached().version().equals(version)) {
                return before;
            }
            Map<Bytes32, Optional<Standing>> more = new HashMap<>(before.standing());
            more.put(authorization, standing);
            return new Recent(before.cached(), more);
        });
    }

    /** A confirmation is in Redis: the account has its next version. */
    void confirmed(Confirmation done) {
        if (done.after().snapshot().isEmpty()) {
            return;
        }
        accounts.asMap().compute(done.owner(), (_, before) -> {
            Map<Bytes32, Optional<Standing>> standing = new HashMap<>();
            if (before != null && before.cached().version().equals(done.before().version())) {
                standing.putAll(before.standing());
            }
            done.left().forEach((authorization, left) -> standing.put(authorization, Optional.of(left)));
            return new Recent(done.after(), standing);
        });
    }
}
