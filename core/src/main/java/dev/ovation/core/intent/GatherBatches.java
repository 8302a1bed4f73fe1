package dev.ovation.core.intent;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.work.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers orders into batches, lane by lane. A batch closes when it is full or its first order has waited
 * long enough; it is made durable, and only then sent. While as many batches as allowed are on their way, the lane
 * waits, so that batches grow under load instead of multiplying.
 *
 * <p>If the process dies: before the intents are kept, nothing was promised and the reservations lapse; after, the
 * sweeper finds them pending and drives their batch on.
 */
public final class GatherBatches implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GatherBatches.class);

    private final Intents intents;
    private final Batches batches;
    private final SubmitBatch submitBatch;
    private final Ids ids;
    private final Clock clock;
    private final BatchPolicy policy;
    private final Semaphore inFlight;
    private final Map<Lane, BlockingQueue<WaitingOrder>> lanes = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    public GatherBatches(
            Intents intents, Batches batches, SubmitBatch submitBatch, Ids ids, Clock clock, BatchPolicy policy) {
        this.intents = intents;
        this.batches = batches;
        this.submitBatch = submitBatch;
        this.ids = ids;
        this.clock = clock;
        this.policy = policy;
        this.inFlight = new Semaphore(policy.maxInFlight());
        for (Token token : Token.values()) {
            for (Lane.Form form : Lane.Form.values()) {
                lanes.put(new Lane(token, form), new LinkedBlockingQueue<>(policy.maxQueued()));
            }
        }
        lanes.forEach((lane, queue) -> threads.add(Thread.ofVirtual()
                .name("gather-" + lane.token() + "-" + lane.form())
                .start(() -> run(lane, queue))));
    }

    /** Queues an order; false if the lane is full or closing. */
    boolean join(WaitingOrder order) {
        BlockingQueue<WaitingOrder> queue = lanes.get(order.lane());
        return !closed && queue != null && queue.offer(order);
    }

    /** Orders that wait for a batch. */
    public int waiting() {
        return lanes.values().stream().mapToInt(BlockingQueue::size).sum();
    }

    private void run(Lane lane, BlockingQueue<WaitingOrder> queue) {
        Optional<WaitingOrder> carried = Optional.empty();
        while (!closed || !queue.isEmpty() || carried.isPresent()) {
            try {
                WaitingOrder first = carried.isPresent() ? carried.get() : queue.poll(100, TimeUnit.MILLISECONDS);
                carried = Optional.empty();
                if (first == null) {
                    continue;
                }
                inFlight.acquire();
                List<WaitingOrder> orders = new ArrayList<>();
                carried = gather(first, queue, orders);
                Thread.ofVirtual().name("batch-" + lane.token()).start(() -> {
                    try {
                        sealAndSubmit(lane.token(), orders);
                    } finally {
                        inFlight.release();
                    }
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Fills a batch; answers the order that did not fit any more and starts the next. */
    private Optional<WaitingOrder> gather(
            WaitingOrder first, BlockingQueue<WaitingOrder> queue, List<WaitingOrder> orders)
            throws InterruptedException {
        long deadline = System.nanoTime() + policy.linger().toNanos();
        int legs = 0;
        int bytes = 0;
        int gas = 0;
        WaitingOrder next = first;
        while (next != null) {
            if (!orders.isEmpty()
                    && (legs + next.intents().size() > policy.maxLegs()
                            || bytes + next.bytes() > policy.maxBytes()
                            || gas + next.gas() > policy.maxGas())) {
                return Optional.of(next);
            }
            orders.add(next);
            legs += next.intents().size();
            bytes += next.bytes();
            gas += next.gas();
            next = legs >= policy.maxLegs()
                    ? null
                    : queue.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        return Optional.empty();
    }

    private void sealAndSubmit(Token token, List<WaitingOrder> gathered) {
        BatchId id = new BatchId(ids.next());
        List<WaitingOrder> orders;
        try {
            orders = keep(id, gathered);
        } catch (RuntimeException e) {
            // The intents may or may not have arrived. Their reservations stay until the sweeper knows.
            log.warn("intents could not be kept batch={} orders={}", id, gathered.size(), e);
            gathered.forEach(order -> order.fail(e));
            return;
        }
        if (orders.isEmpty()) {
            return;
        }
        List<Intent> legs = placed(id, orders);
        Batch batch = new Batch(
                id,
                token,
                legs.stream().map(Intent::id).toList(),
                Batch.State.SEALED,
                Optional.empty(),
                0,
                clock.instant());
        int from = 0;
        for (WaitingOrder order : orders) {
            int to = from + order.intents().size();
            order.ticket().durable().complete(List.copyOf(legs.subList(from, to)));
            from = to;
        }
        try {
            batches.insert(batch);
            answer(orders, submitBatch.submit(batch, legs));
        } catch (RuntimeException e) {
            log.warn("batch is not through yet, the sweeper goes on with it batch={} legs={}", id, legs.size(), e);
            orders.forEach(order -> order.ticket().submitted().completeExceptionally(e));
        }
    }

    /**
     * Makes orders durable. One that another server made durable first, for the same client's same request, is that
     * server's to submit.
     */
    private List<WaitingOrder> keep(BatchId id, List<WaitingOrder> orders) {
        Set<IntentId> earlier = intents.insertAll(placed(id, orders));
        if (earlier.isEmpty()) {
            return orders;
        }
        List<WaitingOrder> fresh = new ArrayList<>();
        for (WaitingOrder order : orders) {
            List<IntentId> legs = order.intents().stream().map(Intent::id).toList();
            if (legs.stream().anyMatch(earlier::contains)) {
                order.ticket().follow(intents.byIds(legs));
            } else {
                fresh.add(order);
            }
        }
        intents.place(id, placed(id, fresh).stream().map(Intent::id).toList());
        return fresh;
    }

    private static List<Intent> placed(BatchId id, List<WaitingOrder> orders) {
        List<Intent> legs = new ArrayList<>();
        for (WaitingOrder order : orders) {
            for (Intent intent : order.intents()) {
                legs.add(Placed.at(intent, new ChainPlace(id, legs.size())));
            }
        }
        return legs;
    }

    private static void answer(List<WaitingOrder> orders, List<Intent> after) {
        int from = 0;
        for (WaitingOrder order : orders) {
            int to = from + order.intents().size();
            order.ticket().submitted().complete(List.copyOf(after.subList(from, to)));
            from = to;
        }
    }

    /** Takes no more orders, and waits for those that it took. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            inFlight.acquire(policy.maxInFlight());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Refused closing = new Refused(RefusalCode.OVERLOADED, "The server is shutting down; try again.");
        lanes.values().forEach(queue -> queue.forEach(order -> order.fail(closing)));
    }
}
