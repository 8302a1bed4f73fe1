package dev.ovation.chain.account;

import dev.ovation.core.value.Address;
import java.util.List;

/** Says when an owner is about to read what is open. */
final class WatchedJournal extends ForwardingJournal {

    private final Runnable beforeOpen;

    WatchedJournal(TransactionJournal journal, Runnable beforeOpen) {
        super(journal);
        this.beforeOpen = beforeOpen;
    }

    @Override
    public List<JournaledTransaction> open(Address account) {
        beforeOpen.run();
        return super.open(account);
    }
}
