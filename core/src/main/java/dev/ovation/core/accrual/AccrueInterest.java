package dev.ovation.core.accrual;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.ledger.Balances;
import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Optional;

/**
 * The daily accrual: interest needs no transaction, so this reads every account anew from the chain and keeps the
 * cache fresh. Only for accounts that are named it writes the interest down on-chain.
 */
public final class AccrueInterest {

    private static final int CHUNK = 500;
    private final Accounts accounts;
    private final Balances balances;
    private final InterestChannel channel;

    public AccrueInterest(Accounts accounts, Balances balances, InterestChannel channel) {
        this.accounts = accounts;
        this.balances = balances;
        this.channel = channel;
    }

    /** Refreshes all accounts; answers how many. */
    public int refreshAll() {
        int refreshed = 0;
        Optional<AccountId> after = Optional.empty();
        List<Account> page;
        do {
            page = accounts.after(after, CHUNK);
            List<Address> wallets = page.stream().map(Account::wallet).toList();
            balances.refresh(wallets);
            refreshed += wallets.size();
            after = page.isEmpty() ? after : Optional.of(page.getLast().id());
        } while (page.size() == CHUNK);
        return refreshed;
    }

    /** Writes the interest of these accounts down on-chain ({@code accrueFor}, {@code accrueMany}). */
    public void materialise(List<Address> wallets) {
        for (int from = 0; from < wallets.size(); from += CHUNK) {
            channel.materialise(wallets.subList(from, Math.min(wallets.size(), from + CHUNK)));
        }
        balances.invalidate(wallets);
    }
}
