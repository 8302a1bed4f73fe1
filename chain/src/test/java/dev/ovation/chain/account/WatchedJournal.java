package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Says when an owner is about to read what is open. */
final class WatchedJournal implements TransactionJournal {

    private final TransactionJournal journal;
    private final Runnable beforeOpen;

    WatchedJournal(TransactionJournal journal, Runnable beforeOpen) {
        this.journal = journal;
        this.beforeOpen = beforeOpen;
    }

    @Override
    public void append(JournaledTransaction transaction) {
        journal.append(transaction);
    }

    @Override
    public void update(JournaledTransaction transaction) {
        journal.update(transaction);
    }

    @Override
    public Optional<JournaledTransaction> find(String key) {
        return journal.find(key);
    }

    @Override
    public List<JournaledTransaction> open(Address account) {
        beforeOpen.run();
        return journal.open(account);
    }

    @Override
    public List<JournaledTransaction> from(Address account, long nonce) {
        return journal.from(account, nonce);
    }

    @Override
    public OptionalLong highestNonce(Address account) {
        return journal.highestNonce(account);
    }

    @Override
    public void doubt(String key) {
        journal.doubt(key);
    }

    @Override
    public void doubtOpen() {
        journal.doubtOpen();
    }

    @Override
    public List<String> doubtful() {
        return journal.doubtful();
    }

    @Override
    public void resolve(String key) {
        journal.resolve(key);
    }

    @Override
    public void claim(Address account, long fencingToken) {
        journal.claim(account, fencingToken);
    }
}
