package dev.ovation.runtime.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.account.Sessions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Accounts and revoked logins as the database knew them moments ago, so that not every call asks it. A suspension or a
 * logout therefore takes effect within the given staleness. Safe to share between threads.
 */
public final class KnownAccounts {

    private static final int MAX_ENTRIES = 20_000;

    private final LoadingCache<AccountId, Optional<Account>> accounts;
    private final LoadingCache<UUID, Boolean> revoked;

    public KnownAccounts(Accounts accounts, Sessions sessions, Duration staleness, Ticker ticker) {
        this.accounts = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(staleness)
                .ticker(ticker)
                .build(accounts::byId);
        this.revoked = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(staleness)
                .ticker(ticker)
                .build(sessions::isRevoked);
    }

    Optional<Account> byId(AccountId id) {
        return accounts.get(id);
    }

    boolean isRevoked(UUID family) {
        return revoked.get(family);
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
