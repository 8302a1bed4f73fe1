package dev.ovation.chain.account;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Writes, and then loses the answer: of every other write, or of those for one key, which it does not even keep. */
final class FlakyJournal extends ForwardingJournal {

    private final Optional<String> poison;
    private final AtomicInteger writes = new AtomicInteger();

    FlakyJournal(TransactionJournal journal) {
        super(journal);
        this.poison = Optional.empty();
    }

    FlakyJournal(TransactionJournal journal, String poison) {
        super(journal);
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
        write(transaction, super::append);
    }

    @Override
    public void update(JournaledTransaction transaction) {
        write(transaction, super::update);
    }
}
