package dev.ovation.chain.follow;

import dev.ovation.chain.rpc.Block;
import dev.ovation.chain.rpc.BlockRef;
import dev.ovation.chain.rpc.EvmCalls;
import dev.ovation.chain.rpc.NewHeads;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the newest block and tells of every change, re-orgs included. Woken by a WebSocket where there is one, and by
 * the clock in any case. Safe to share between threads.
 */
public final class HeadTracker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeadTracker.class);

    private final RpcClient rpc;
    private final Duration pollEvery;
    private final BlockHistory history;
    private final List<Consumer<HeadChange>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore hint = new Semaphore(0);
    private final Optional<NewHeads> push;
    private final Thread thread;
    private volatile Optional<Block> head = Optional.empty();

    private HeadTracker(RpcClient rpc, Optional<URI> webSocket, Duration pollEvery, int historyDepth) {
        this.rpc = rpc;
        this.pollEvery = pollEvery;
        this.history = new BlockHistory(historyDepth, new TreeMap<>());
        this.push = webSocket.map(url -> new NewHeads(url, Duration.ofSeconds(2), hint::release));
        this.thread = Thread.ofVirtual().name("head-tracker").unstarted(this::run);
    }

    /**
     * @param historyDepth blocks whose hashes are kept: how deep a re-org is found exactly
     */
    public static HeadTracker start(RpcClient rpc, Optional<URI> webSocket, Duration pollEvery, int historyDepth) {
        HeadTracker tracker = new HeadTracker(rpc, webSocket, pollEvery, historyDepth);
        tracker.thread.start();
        return tracker;
    }

    /** The newest block, as far as is known. */
    public Optional<Block> head() {
        return head;
    }

    /** Calls back on the tracker's thread, in order; the listener must return soon and not throw. */
    public void listen(Consumer<HeadChange> listener) {
        listeners.add(listener);
    }

    /** Whether new blocks are pushed now, and not only polled for. */
    public boolean pushed() {
        return push.filter(NewHeads::connected).isPresent();
    }

    private void run() {
        while (true) {
            try {
                look();
            } catch (RpcFailure e) {
                LOG.warn("event=head_unknown reason=\"{}\"", e.getMessage());
            }
            try {
                if (hint.tryAcquire(pollEvery.toMillis(), TimeUnit.MILLISECONDS)) {
                    hint.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look() {
        Block newest = rpc.call(EvmCalls.block(BlockRef.LATEST))
                .orElseThrow(() -> new RpcFailure.OutcomeUnknown("the node has no latest block"));
        boolean same = !history.isEmpty()
                && history.newest() == newest.number()
                && history.has(newest.number(), newest.hash());
        if (same || history.isAheadOf(newest)) {
            return;
        }
        OptionalLong rolledBackTo = OptionalLong.empty();
        if (!history.isEmpty()) {
            long known = history.newest();
            long ancestor = history.commonAncestor(rpc, newest).orElse(0L);
            if (ancestor < known) {
                rolledBackTo = OptionalLong.of(ancestor);
                history.rollBackTo(ancestor);
                LOG.warn("event=reorg from={} to={} head={}", known, ancestor, newest.number());
            }
        }
        history.add(newest.number(), newest.hash());
        head = Optional.of(newest);
        HeadChange change = new HeadChange(newest, rolledBackTo);
        listeners.forEach(listener -> listener.accept(change));
    }

    @Override
    public void close() {
        push.ifPresent(NewHeads::close);
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
