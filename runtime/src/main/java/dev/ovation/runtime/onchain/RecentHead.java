package dev.ovation.runtime.onchain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The newest block, asked for at most once in a while however many threads want it: the chain's clock is looked at for
 * every clap.
 */
final class RecentHead {

    private record Known(BlockTime head, long readAt) {}

    private final ContractReads reads;
    private final long freshNanos;
    private final LongSupplier nanoTime;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<Known> known = Optional.empty();

    RecentHead(ContractReads reads, Duration fresh, LongSupplier nanoTime) {
        this.reads = reads;
        this.freshNanos = fresh.toNanos();
        this.nanoTime = nanoTime;
    }

    BlockTime get() {
        return fresh().orElseGet(this::ask).head();
    }

    /** Asks, whatever is known: who has read at this block finds its time here afterwards. */
    BlockTime newest() {
        return read().head();
    }

    private Known ask() {
        asking.lock();
        try {
            // Whoever waited for the lock finds what its holder was told.
            return fresh().orElseGet(this::read);
        } finally {
            asking.unlock();
        }
    }

    private Known read() {
        long before = nanoTime.getAsLong();
        Known told = new Known(reads.head(), before);
        known = Optional.of(told);
        return told;
    }

    private Optional<Known> fresh() {
        return known.filter(seen -> nanoTime.getAsLong() - seen.readAt() < freshNanos);
    }
}
