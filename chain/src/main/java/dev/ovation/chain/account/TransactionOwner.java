package dev.ovation.chain.account;

import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.core.value.Address;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one signing account: the only one, in all processes, that signs for it while its lease lasts. Works on a thread
 * of its own; every method returns at once and may be called from any thread.
 */
public final class TransactionOwner implements TransactionSubmitter, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionOwner.class);

    /** In a row, of one request, with a journal that answers. */
    private static final int MOST_FAILED_ADMISSIONS = 5;

    private final OwnedAccount account;
    private final Fence fence;
    private final OwnerEngine engine;
    private final Deque<Submission> submissions = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Set<String> cancellations = ConcurrentHashMap.newKeySet();
    private final Semaphore work = new Semaphore(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private int failedAdmissions;
    private volatile boolean suspended;
    private volatile boolean stopped;
    private volatile boolean quiet;
    private volatile OwnerStatus status;

    private TransactionOwner(OwnedAccount account, Fence fence) {
        this.account = account;
        this.fence = fence;
        this.engine = new OwnerEngine(account, fence);
        this.status = new OwnerStatus(account.address(), 0, 0, false, false, Optional.empty());
        this.thread = Thread.ofVirtual().name("owner-" + account.address()).unstarted(this::run);
    }

    /** Starts with recovery, which is repeated until journal and chain answer. */
    public static TransactionOwner start(OwnedAccount account, Fence fence) {
        TransactionOwner owner = new TransactionOwner(account, fence);
        owner.thread.start();
        return owner;
    }

    public Address address() {
        return account.address();
    }

    /** As {@link TransactionSubmitter#submit}; fails if the key belongs to another account, which a pool would find. */
    @Override
    public CompletableFuture<Outcome> submit(TransactionRequest request) {
        Submission submission = new Submission(request, new CompletableFuture<>());
        if (waiting.get() < account.policy().maxWaiting()) {
            enqueue(submission);
        } else {
            Thread.ofVirtual().name("refuse-" + address()).start(() -> refuseUnlessJournaled(submission));
        }
        return submission.future();
    }

    private void enqueue(Submission submission) {
        waiting.incrementAndGet();
        submissions.addLast(submission);
        wake();
        if (stopped) {
            abandonSubmissions();
        }
    }

    /** What is signed already must never be called unsent, however busy the owner is; to join it costs nothing. */
    private void refuseUnlessJournaled(Submission submission) {
        try {
            if (account.journal().find(submission.request().idempotencyKey()).isPresent()) {
                enqueue(submission);
            } else {
                submission
                        .future()
                        .complete(new Outcome.NotSent(Outcome.Reason.BUSY, "too many requests wait for the account"));
            }
        } catch (RuntimeException e) {
            submission.future().completeExceptionally(e);
        }
    }

    /**
     * Makes a request give way: one that is not signed is dropped, one that is unmined is replaced by nothing at the same
     * nonce. The future of its submission tells which of the two transactions the chain took.
     */
    public void cancel(String idempotencyKey) {
        cancellations.add(idempotencyKey);
        wake();
    }

    /** Refuses new requests from now on; what is under way is followed to its end. */
    public void suspend() {
        suspended = true;
        LOG.warn("event=account_suspended account={}", address());
    }

    public void resume() {
        suspended = false;
        LOG.warn("event=account_resumed account={}", address());
        wake();
    }

    boolean suspended() {
        return suspended;
    }

    /** Says that there may be a new block. */
    public void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    public OwnerStatus status() {
        return status;
    }

    /** Whether this owner has ended, because it was closed or lost its lease. */
    public boolean stopped() {
        return stopped;
    }

    /** Whether nothing is unmined and nobody waits, so that the account may as well go to somebody else. */
    boolean quiet() {
        return quiet && waiting.get() == 0;
    }

    private void run() {
        try {
            work();
        } finally {
            stopped = true;
            engine.open().all().forEach(slot -> slot.waiting.forEach(TransactionOwner::abandon));
            abandonSubmissions();
        }
    }

    private void work() {
        boolean recoverFirst = true;
        while (stop.getCount() > 0 && awaitWork()) {
            if (!fence.held()) {
                LOG.warn("event=lease_lost account={}", address());
                return;
            }
            try {
                if (recoverFirst) {
                    recover();
                    recoverFirst = false;
                }
                step();
                report(Optional.of(account.clock().instant()));
            } catch (TransactionJournal.FencedOut e) {
                LOG.warn("event=fenced_out account={}", address());
                return;
            } catch (RpcFailure e) {
                LOG.warn("event=owner_waits_for_node account={} reason=\"{}\"", address(), e.getMessage());
                report(status.lastGoodStep());
                pause();
            } catch (RuntimeException e) {
                LOG.error("event=owner_step_failed account={}", address(), e);
                recoverFirst = true;
                report(status.lastGoodStep());
                pause();
            }
        }
    }

    private void recover() {
        engine.recover().forEach(orphan -> {
            waiting.incrementAndGet();
            submissions.addFirst(orphan);
        });
    }

    private void step() {
        if (engine.open().isEmpty() && !submissions.isEmpty()) {
            // Nobody watched the account for a while: a stranger may have used it.
            engine.follow();
        }
        cancellations.removeIf(key -> {
            submissions.removeIf(submission -> withdraw(submission, key));
            engine.cancel(key);
            return true;
        });
        takeIn();
        engine.broadcastNew();
        if (!engine.open().isEmpty()) {
            engine.follow();
        }
    }

    private boolean withdraw(Submission submission, String key) {
        boolean same = submission.request().idempotencyKey().equals(key)
                && account.journal().find(key).isEmpty();
        if (same) {
            waiting.decrementAndGet();
            submission
                    .future()
                    .complete(new Outcome.NotSent(Outcome.Reason.WITHDRAWN, "cancelled before it was signed"));
        }
        return same;
    }

    private void takeIn() {
        for (Submission next = submissions.peekFirst();
                next != null && engine.hasRoom();
                next = submissions.peekFirst()) {
            try {
                engine.admit(next, refusal());
                failedAdmissions = 0;
            } catch (RpcFailure.Rejected e) {
                if (++failedAdmissions < MOST_FAILED_ADMISSIONS) {
                    // Every endpoint had an error of its own; it is asked again when what is under way was looked
                    // after.
                    return;
                }
                giveUp(next, e);
            } catch (RpcFailure | TransactionJournal.FencedOut e) {
                throw e;
            } catch (RuntimeException e) {
                if (++failedAdmissions < MOST_FAILED_ADMISSIONS) {
                    throw e;
                }
                giveUp(next, e);
            }
            submissions.removeFirst();
            waiting.decrementAndGet();
        }
    }

    /** One request must not hold up all others. Whether it is journaled is not known; its key tells later. */
    private void giveUp(Submission submission, RuntimeException why) {
        failedAdmissions = 0;
        LOG.error(
                "event=request_given_up account={} key={}",
                address(),
                submission.request().idempotencyKey(),
                why);
        submission.future().completeExceptionally(why);
    }

    private Optional<Outcome.NotSent> refusal() {
        if (suspended) {
            return Optional.of(new Outcome.NotSent(Outcome.Reason.SUSPENDED, "the account is suspended"));
        }
        if (engine.underfunded()) {
            return Optional.of(new Outcome.NotSent(Outcome.Reason.UNDERFUNDED, "the account can't pay for gas"));
        }
        return Optional.empty();
    }

    private void report(Optional<Instant> goodStep) {
        quiet = engine.open().quiet() && goodStep.isPresent();
        status = new OwnerStatus(
                address(), engine.open().inFlight(), waiting.get(), suspended, engine.underfunded(), goodStep);
        account.listener().load(address(), status.inFlight(), status.waiting());
    }

    /** False once the thread is interrupted. */
    private boolean awaitWork() {
        try {
            if (work.tryAcquire(account.policy().pollEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void pause() {
        try {
            stop.await(account.policy().pollEvery().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandonSubmissions() {
        for (Submission next = submissions.pollFirst(); next != null; next = submissions.pollFirst()) {
            abandon(next.future());
        }
    }

    private static void abandon(CompletableFuture<Outcome> future) {
        future.completeExceptionally(new OwnerStopped("the account is no longer owned here"));
    }

    /** Ends the work after the current step. What is under way stays in the journal for the next owner. */
    @Override
    public void close() {
        stop.countDown();
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
