package dev.ovation.store.redis;

import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.ChainAccounts;
import dev.ovation.core.value.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reads accounts from the chain, many askers in one call: while a call is on its way those who ask wait for the next
 * one. Nobody gets an answer whose call began before he asked.
 */
final class CoalescedReads {

    private static final int MOST_AT_ONCE = 200;

    private final ChainAccounts chain;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Address, CompletableFuture<AccountSnapshot>> waiting = new LinkedHashMap<>();
    private boolean reading;

    CoalescedReads(ChainAccounts chain) {
        this.chain = chain;
    }

    /**
     * @throws dev.ovation.core.refusal.Unavailable if the chain does not answer
     */
    AccountSnapshot read(Address account) {
        CompletableFuture<AccountSnapshot> answer;
        lock.lock();
        try {
            answer = waiting.computeIfAbsent(account, _ -> new CompletableFuture<>());
            if (!reading) {
                reading = true;
                Thread.ofVirtual().name("read-accounts").start(this::readWaiting);
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
        for (Map<Address, CompletableFuture<AccountSnapshot>> next = take(); !next.isEmpty(); next = take()) {
            answer(next);
        }
    }

    private Map<Address, CompletableFuture<AccountSnapshot>> take() {
        lock.lock();
        try {
            Map<Address, CompletableFuture<AccountSnapshot>> taken = new LinkedHashMap<>();
            List<Address> first = new ArrayList<>(waiting.keySet()).subList(0, Math.min(MOST_AT_ONCE, waiting.size()));
            first.forEach(account -> taken.put(account, waiting.get(account)));
            taken.keySet().forEach(waiting::remove);
            reading = !taken.isEmpty();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void answer(Map<Address, CompletableFuture<AccountSnapshot>> askers) {
        try {
            Map<Address, AccountSnapshot> read = chain.read(askers.keySet());
            askers.forEach((account, answer) -> {
                AccountSnapshot snapshot = read.get(account);
                if (snapshot == null) {
                    answer.completeExceptionally(new IllegalStateException("the chain left out " + account));
                } else {
                    answer.complete(snapshot);
                }
            });
        } catch (RuntimeException | Error e) {
            askers.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }
}
