package dev.ovation.chain.account;

/** The request is journaled under another account, whose owner is the one to ask. */
final class HeldElsewhere extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient JournaledTransaction record;

    HeldElsewhere(JournaledTransaction record) {
        super("the request belongs to account " + record.account());
        this.record = record;
    }

    JournaledTransaction record() {
        return record;
    }
}
