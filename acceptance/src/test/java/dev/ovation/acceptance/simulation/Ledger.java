package dev.ovation.acceptance.simulation;

import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What people were answered. They keep it by themselves, and compare it with the chain in the end. */
final class Ledger {

    /**
     * A payment that was opened, and maybe paid.
     *
     * @param paid whether its payer paid at the gateway
     */
    record Payment(Person payer, String id, Wei amount, boolean paid) {}

    /**
     * A clap or gift that the server took.
     *
     * @param answered 201 if it was in escrow, 202 if it was on its way
     */
    record Given(Person fan, Person creator, String kind, Wei amount, String id, int answered) {}

    /** A withdrawal that the server took. */
    record Withdrawn(Person creator, String id, Wei amount, String destination) {}

    final List<Payment> payments = new CopyOnWriteArrayList<>();
    final List<Given> given = new CopyOnWriteArrayList<>();
    final List<Withdrawn> withdrawals = new CopyOnWriteArrayList<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String what) {
        counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    /** How often what happened. */
    Map<String, Long> counts() {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((what, number) -> result.put(what, number.sum()));
        return result;
    }
}
