package dev.ovation.runtime.wiring;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Accounts whose look-ups by wallet are kept for some seconds: every clap names a creator, and few creators get many
 * claps. A wallet that nobody has is never kept, so that a creator can be clapped for as soon as it has signed up.
 */
public final class KnownCreators implements Accounts {

    private final Accounts accounts;
    private final LoadingCache<Address, Optional<Account>> byWallet;

    public KnownCreators(Accounts accounts) {
        this.accounts = accounts;
        this.byWallet = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(Duration.ofSeconds(5))
                // Upkeep of a few entries takes less than handing it to another thread.
                .executor(Runnable::run)
                .build(accounts::byWallet);
    }

    @Override
    public Optional<Account> byWallet(Address wallet) {
        Optional<Account> account = byWallet.get(wallet);
        if (account.isEmpty()) {
            byWallet.invalidate(wallet);
        }
        return account;
    }

    @Override
    public void insert(Account account) {
        accounts.insert(account);
    }

    @Override
    public Optional<Account> byId(AccountId id) {
        return accounts.byId(id);
    }

    @Override
    public List<Account> byIds(Collection<AccountId> ids) {
        return accounts.byIds(ids);
    }

    @Override
    public Optional<Account> byEmail(String email) {
        return accounts.byEmail(email);
    }

    @Override
    public List<Account> creatorsToRegister(int limit) {
        return accounts.creatorsToRegister(limit);
    }

    @Override
    public void markRegistered(List<Address> creators) {
        accounts.markRegistered(creators);
    }

    @Override
    public List<Account> after(Optional<AccountId> after, int limit) {
        return accounts.after(after, limit);
    }
}
