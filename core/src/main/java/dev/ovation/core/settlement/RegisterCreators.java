package dev.ovation.core.settlement;

import dev.ovation.core.account.Account;
import dev.ovation.core.account.Accounts;
import dev.ovation.core.value.Address;
import java.util.List;

/** Makes creators that signed up known to the contract, so that authorizations for any creator may pay them. */
public final class RegisterCreators {

    private static final int CHUNK = 200;
    private final Accounts accounts;
    private final CreatorRegistry registry;

    public RegisterCreators(Accounts accounts, CreatorRegistry registry) {
        this.accounts = accounts;
        this.registry = registry;
    }

    /** Answers how many were registered. */
    public int registerAll() {
        int registered = 0;
        List<Account> due;
        do {
            due = accounts.creatorsToRegister(CHUNK);
            if (!due.isEmpty()) {
                List<Address> wallets = due.stream().map(Account::wallet).toList();
                registry.register(wallets);
                accounts.markRegistered(wallets);
                registered += wallets.size();
            }
        } while (due.size() == CHUNK);
        return registered;
    }
}
