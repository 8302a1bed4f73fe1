package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Passes everything on to another journal; tests change what they need. */
abstract class ForwardingJournal implements TransactionJournal {

    private final TransactionJournal journal;

    ForwardingJournal(TransactionJournal journal) {
        this.journal = journal;
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
