package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes, and then loses the answer of every other write. */
record FlakyJournal(TransactionJournal journal, java.util.concurrent.atomic.AtomicInteger writes)
        implements TransactionJournal {

    FlakyJournal(TransactionJournal journal) {
        this(journal, new java.util.concurrent.atomic.AtomicInteger());
    }

    private void loseAnswer() {
        if (writes.incrementAndGet() % 2 == 1) {
            throw new IllegalStateException("the answer of the journal got lost");
        }
    }

    @Override
    public void append(JournaledTransaction transaction) {
        journal.append(transaction);
        loseAnswer();
    }

    @Override
    public void update(JournaledTransaction transaction) {
        journal.update(transaction);
        loseAnswer();
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
    public void claim(Address account, long fencingToken) {
        journal.claim(account, fencingToken);
    }
}
