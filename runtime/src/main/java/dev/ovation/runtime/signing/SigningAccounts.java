package dev.ovation.runtime.signing;

import dev.ovation.chain.account.AccountPool;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.OwnerStatus;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The signing accounts of this server's roles, with what is open of each in the journal, whoever holds it. Only the
 * server that holds an account can suspend it or cancel what it sent. Safe to share between threads.
 */
public final class SigningAccounts {

    /** Of a process that signs nothing. */
    public static final SigningAccounts NONE = new SigningAccounts(Map.of(), Optional.empty());

    private final Map<String, AccountPool> pools;
    private final Optional<TransactionJournal> journal;

    private SigningAccounts(Map<String, AccountPool> pools, Optional<TransactionJournal> journal) {
        this.pools = new LinkedHashMap<>(pools);
        this.journal = journal;
    }

    /**
     * @param pools by role
     */
    public static SigningAccounts of(Map<String, AccountPool> pools, TransactionJournal journal) {
        return new SigningAccounts(pools, Optional.of(journal));
    }

    /**
     * One account as it is now.
     *
     * @param status empty if this server does not hold it
     */
    public record SigningAccount(String role, Address address, Optional<OwnerStatus> status) {}

    public List<SigningAccount> all() {
        return pools.entrySet().stream()
                .flatMap(entry -> ofPool(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Stream<SigningAccount> ofPool(String role, AccountPool pool) {
        List<OwnerStatus> held = pool.status();
        return pool.accounts().stream()
                .map(address -> new SigningAccount(
                        role,
                        address,
                        held.stream()
                                .filter(status -> status.account().equals(address))
                                .findFirst()));
    }

    /** What is signed and not final yet, by nonce. */
    public List<JournaledTransaction> open(Address account) {
        return journal.map(kept -> kept.open(account)).orElse(List.of());
    }

    /**
     * @throws Refused NOT_FOUND, or ACCOUNT_HELD_ELSEWHERE
     */
    public void suspend(Address account) {
        requireHeld(poolOf(account).suspend(account));
    }

    /**
     * @throws Refused NOT_FOUND, or ACCOUNT_HELD_ELSEWHERE
     */
    public void resume(Address account) {
        requireHeld(poolOf(account).resume(account));
    }

    /**
     * Makes an open transaction give way to one that does nothing. Which of the two the chain takes is told to whoever
     * waits for it; a call that was cancelled is made anew by the work that needs it.
     *
     * @throws Refused NOT_FOUND, TRANSACTION_NOT_OPEN, or ACCOUNT_HELD_ELSEWHERE
     */
    public void cancel(Address account, String key) {
        AccountPool pool = poolOf(account);
        JournaledTransaction transaction = journal.flatMap(kept -> kept.find(key))
                .filter(found -> found.account().equals(account))
                .orElseThrow(() -> new Refused(RefusalCode.NOT_FOUND, "The account has no transaction with this key."));
        if (transaction.closed()) {
            throw new Refused(RefusalCode.TRANSACTION_NOT_OPEN, "The transaction is final already.");
        }
        requireHeld(pool.status().stream().anyMatch(status -> status.account().equals(account)));
        pool.cancel(key);
    }

    private AccountPool poolOf(Address account) {
        return pools.values().stream()
                .filter(pool -> pool.accounts().contains(account))
                .findFirst()
                .orElseThrow(
                        () -> new Refused(RefusalCode.NOT_FOUND, "No role of this server signs with this account."));
    }

    private static void requireHeld(boolean held) {
        if (!held) {
            throw new Refused(
                    RefusalCode.ACCOUNT_HELD_ELSEWHERE,
                    "Another server holds the account, or none does; ask that one.");
        }
    }
}
