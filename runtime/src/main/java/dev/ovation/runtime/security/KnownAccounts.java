package dev.ovation.runtime.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.Sessions;
import dev.ovation.core.work.CoalescedReads;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Accounts and revoked logins as the database knew them moments ago, so that not every call asks it; and when many calls
 * must ask it, they do so together. A suspension or a logout therefore takes effect within the given staleness. Safe to
 * share between threads.
 */
public final class KnownAccounts {

    private static final int MAX_ENTRIES = 20_000;

    private final Cache<AccountId, Optional<Account>> accounts;
    private final Cache<UUID, Boolean> revoked;
    private final CoalescedReads<AccountId, Account> readAccounts;
    private final CoalescedReads<UUID, Boolean> readRevoked;

    public KnownAccounts(Accounts accounts, Sessions sessions, Duration staleness, Ticker ticker) {
        this.accounts = cache(staleness, ticker);
        this.revoked = cache(staleness, ticker);
        this.readAccounts = new CoalescedReads<>(
                "read-callers",
                ids -> accounts.byIds(ids).stream().collect(Collectors.toMap(Account::id, Function.identity())));
        this.readRevoked = new CoalescedReads<>(
                "read-revoked",
                families -> sessions.revokedAmong(families).stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> true)));
    }

    private static <K, V> Cache<K, V> cache(Duration staleness, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(staleness)
                .ticker(ticker)
                // Upkeep of a few entries takes less than handing it to another thread.
                .executor(Runnable::run)
                .build();
    }

    Optional<Account> byId(AccountId id) {
        return known(accounts, id, readAccounts::read);
    }

    boolean isRevoked(UUID family) {
        return known(revoked, family, key -> readRevoked.read(key).isPresent());
    }

    /** The reading is outside of the cache's locks: it may take long, and others come for other keys. */
    private static <K, V> V known(Cache<K, V> cache, K key, Function<K, V> read) {
        V known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        V asked = read.apply(key);
        cache.put(key, asked);
        return asked;
    }

    /** Asks anew at the next call: this account has changed just here. */
    public void forget(AccountId id) {
        accounts.invalidate(id);
    }

    /** Asks anew for every login: one has ended just here, and which one its refresh token alone tells. */
    public void forgetFamilies() {
        revoked.invalidateAll();
    }
}
