package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes, and then loses the answer: of every other write, or of those for one key, which it does not even keep. */
final class FlakyJournal implements TransactionJournal {

    private final TransactionJournal journal;
    private final Optional<String> poison;
    private final AtomicInteger writes = new AtomicInteger();

    FlakyJournal(TransactionJournal journal) {
        this.journal = journal;
        this.poison = Optional.empty();
    }

    FlakyJournal(TransactionJournal journal, String poison) {
        this.journal = journal;
        this.poison = Optional.of(poison);
    }

    private void write(JournaledTransaction transaction, Consumer<JournaledTransaction> write) {
        boolean poisoned = poison.filter(transaction.key()::equals).isPresent();
        if (!poisoned) {
            write.accept(transaction);
        }
        if (poisoned || (poison.isEmpty() && writes.incrementAndGet() % 2 == 1)) {
            throw new IllegalStateException("the answer of the journal got lost");
        }
    }

    @Override
    public void append(JournaledTransaction transaction) {
        write(transaction, journal::append);
    }

    @Override
    public void update(JournaledTransaction transaction) {
        write(transaction, journal::update);
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
