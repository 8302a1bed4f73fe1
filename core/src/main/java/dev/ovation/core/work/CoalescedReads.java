package dev.ovation.core.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Reads many things in one call: while a call is on its way those who ask wait for the next one. Nobody gets an answer
 * whose call began before he asked. Safe to share between threads.
 */
public final class CoalescedReads<K, V> {

    private static final int MOST_AT_ONCE = 200;

    private final String name;
    private final Function<Set<K>, Map<K, V>> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, CompletableFuture<Optional<V>>> waiting = new LinkedHashMap<>();
    private boolean reading;

    /**
     * @param name of the thread that reads
     * @param source answers for those keys that it knows
     */
    public CoalescedReads(String name, Function<Set<K>, Map<K, V>> source) {
        this.name = name;
        this.source = source;
    }

    /**
     * @return empty if the source left the key out
     * @throws RuntimeException as the source threw it
     */
    public Optional<V> read(K key) {
        CompletableFuture<Optional<V>> answer;
        lock.lock();
        try {
            answer = waiting.computeIfAbsent(key, _ -> new CompletableFuture<>());
            if (!reading) {
                reading = true;
                Thread.ofVirtual().name(name).start(this::readWaiting);
            }
        } finally {
            lock.unlock();
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void readWaiting() {
        for (Map<K, CompletableFuture<Optional<V>>> next = take(); !next.isEmpty(); next = take()) {
            answer(next);
        }
    }

    private Map<K, CompletableFuture<Optional<V>>> take() {
        lock.lock();
        try {
            Map<K, CompletableFuture<Optional<V>>> taken = new LinkedHashMap<>();
            List<K> first = new ArrayList<>(waiting.keySet()).subList(0, Math.min(MOST_AT_ONCE, waiting.size()));
            first.forEach(key -> taken.put(key, waiting.get(key)));
            taken.keySet().forEach(waiting::remove);
            reading = !taken.isEmpty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void answer(Map<K, CompletableFuture<Optional<V>>> askers) {
        try {
            Map<K, V> read = source.apply(askers.keySet());
            askers.forEach((key, answer) -> answer.complete(Optional.ofNullable(read.get(key))));
        } catch (RuntimeException | Error e) {
            askers.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }
}
