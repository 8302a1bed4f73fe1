package dev.ovation.chain.testing;

import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.core.value.Address;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** A journal that survives its owners, not the process. */
public final class InMemoryJournal implements TransactionJournal {

    private final Map<String, JournaledTransaction> records = new HashMap<>();
    private final Map<Address, Long> fences = new HashMap<>();
    private final Set<String> doubts = new LinkedHashSet<>();

    @Override
    public synchronized void append(JournaledTransaction transaction) {
        checkFence(transaction);
        if (records.containsKey(transaction.key())) {
            throw new AlreadyJournaled(transaction.key());
        }
        checkNonce(transaction);
        records.put(transaction.key(), transaction);
    }

    @Override
    public synchronized void update(JournaledTransaction transaction) {
        checkFence(transaction);
        JournaledTransaction stored = records.get(transaction.key());
        if (stored == null) {
            throw new IllegalStateException("no record to update: " + transaction.key());
        }
        if (stored.fencingToken() > transaction.fencingToken()) {
            throw new FencedOut(transaction.account());
        }
        checkNonce(transaction);
        records.put(transaction.key(), transaction);
    }

    private void checkFence(JournaledTransaction transaction) {
        if (fences.getOrDefault(transaction.account(), 0L) > transaction.fencingToken()) {
            throw new FencedOut(transaction.account());
        }
    }

    private void checkNonce(JournaledTransaction transaction) {
        boolean taken = of(transaction.account())
                .anyMatch(other ->
                        other.nonce() == transaction.nonce() && !other.key().equals(transaction.key()));
        if (taken) {
            throw new NonceTaken(transaction.account(), transaction.nonce());
        }
    }

    private Stream<JournaledTransaction> of(Address account) {
        return records.values().stream()
                .filter(record -> record.account().equals(account))
                .sorted(Comparator.comparingLong(JournaledTransaction::nonce));
    }

    @Override
    public synchronized Optional<JournaledTransaction> find(String key) {
        return Optional.ofNullable(records.get(key));
    }

    @Override
    public synchronized List<JournaledTransaction> open(Address account) {
        return of(account).filter(record -> !record.closed()).toList();
    }

    @Override
    public synchronized List<JournaledTransaction> from(Address account, long nonce) {
        return of(account).filter(record -> record.nonce() >= nonce).toList();
    }

    @Override
    public synchronized OptionalLong highestNonce(Address account) {
        return of(account).mapToLong(JournaledTransaction::nonce).max();
    }

    @Override
    public synchronized void doubt(String key) {
        doubts.add(key);
    }

    @Override
    public synchronized void doubtOpen() {
        records.values().stream().filter(tx -> !tx.closed()).forEach(tx -> doubts.add(tx.key()));
    }

    @Override
    public synchronized List<String> doubtful() {
        return List.copyOf(doubts);
    }

    @Override
    public synchronized void resolve(String key) {
        doubts.remove(key);
    }

    private static JournaledTransaction under(long token, JournaledTransaction tx) {
        return new JournaledTransaction(
                tx.key(),
                tx.account(),
                tx.nonce(),
                tx.body(),
                tx.attempts(),
                tx.closed(),
                tx.taker(),
                token,
                tx.createdAt());
    }

    @Override
    public synchronized void claim(Address account, long fencingToken) {
        if (fences.getOrDefault(account, 0L) > fencingToken) {
            throw new FencedOut(account);
        }
        fences.put(account, fencingToken);
        open(account).stream()
                .filter(tx -> tx.fencingToken() < fencingToken)
                .forEach(tx -> records.put(tx.key(), under(fencingToken, tx)));
    }

    /** The insert of an owner that stopped between its look at the fence and its writing. */
    public synchronized void insertLate(JournaledTransaction transaction) {
        checkNonce(transaction);
        records.put(transaction.key(), transaction);
    }

    /** That owner looks at the fence again, and takes back what nobody has adopted. */
    public synchronized void takeBack(JournaledTransaction late) {
        records.computeIfPresent(
                late.key(), (_, stored) -> stored.fencingToken() > late.fencingToken() ? stored : null);
    }

    /** As after the loss of a medium. */
    public synchronized void forget(String key) {
        records.remove(key);
    }
}
