package dev.ovation.core.account;

import dev.ovation.core.value.Address;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where accounts are kept. Safe to share between threads. */
public interface Accounts {

    /**
     * @throws dev.ovation.core.refusal.Refused EMAIL_TAKEN or WALLET_TAKEN, decided by unique keys
     */
    void insert(Account account);

    Optional<Account> byId(AccountId id);

    /** Those of them that there are. */
    List<Account> byIds(Collection<AccountId> ids);

    Optional<Account> byEmail(String email);

    Optional<Account> byWallet(Address wallet);

    /** Creators that the chain does not know as registered yet, oldest first. */
    List<Account> creatorsToRegister(int limit);

    void markRegistered(List<Address> creators);

    /** All accounts in the order of their ids, for walks over everything: those after {@code after}. */
    List<Account> after(Optional<AccountId> after, int limit);
}
