package dev.ovation.chain.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What an owner looks after: every transaction that is not closed, by nonce, and the next nonce. */
final class OpenTransactions {

    private final NavigableMap<Long, Slot> slots = new TreeMap<>();
    private long nextNonce;

    /** In the order of their nonces. */
    Collection<Slot> all() {
        return slots.values();
    }

    /** As {@link #all}, unaffected by what happens next. */
    List<Slot> snapshot() {
        return List.copyOf(slots.values());
    }

    Optional<Slot> of(String key) {
        return slots.values().stream()
                .filter(slot -> slot.record.key().equals(key))
                .findFirst();
    }

    boolean has(long nonce) {
        return slots.containsKey(nonce);
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    void add(Slot slot) {
        slots.put(slot.nonce(), slot);
    }

    void remove(Slot slot) {
        slots.remove(slot.nonce(), slot);
    }

    /** After a slot's record went to the next nonce. */
    void moved(Slot slot, long oldNonce) {
        slots.remove(oldNonce, slot);
        slots.put(slot.nonce(), slot);
        nextNonce = Math.max(nextNonce, slot.nonce() + 1);
    }

    long nextNonce() {
        return nextNonce;
    }

    void nextNonceIs(long nonce) {
        nextNonce = nonce;
    }

    void nextNonceIsAtLeast(long nonce) {
        nextNonce = Math.max(nextNonce, nonce);
    }

    int inFlight() {
        return (int) slots.values().stream().filter(Slot::unmined).count();
    }

    /** Whether everything is mined and told, if not yet final. */
    boolean quiet() {
        return slots.values().stream().allMatch(slot -> slot.included() && slot.waiting.isEmpty());
    }

    /**
     * Replaces everything by what the journal has; who waited for a record that is still there goes on waiting.
     *
     * @return those whose record is no longer open
     */
    List<Submission> replaceBy(List<JournaledTransaction> records) {
        Map<String, Slot> before = new HashMap<>();
        slots.values().forEach(slot -> before.put(slot.record.key(), slot));
        slots.clear();
        for (JournaledTransaction record : records) {
            Slot slot = Slot.fromJournal(record);
            Slot old = before.remove(record.key());
            if (old != null) {
                slot.waiting.addAll(old.waiting);
            }
            slots.put(record.nonce(), slot);
        }
        List<Submission> orphans = new ArrayList<>();
        before.values()
                .forEach(slot -> slot.waiting.forEach(future ->
                        orphans.add(new Submission(slot.record.body().asRequest(slot.record.key()), future))));
        return orphans;
    }
}
