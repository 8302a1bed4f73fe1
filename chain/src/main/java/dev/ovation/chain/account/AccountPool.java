package dev.ovation.chain.account;

import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signing accounts of one role, shared by several servers: leases free ones, gives each request to the least loaded,
 * finishes what a dead server left, and follows what another server sends. Every method returns at once and may be called
 * from any thread.
 */
public final class AccountPool implements TransactionSubmitter, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountPool.class);

    private record Held(TransactionOwner owner, LeasedFence fence) {}

    private record Queued(TransactionRequest request, CompletableFuture<Outcome> future, Instant until) {}

    private record Watched(TransactionRequest request, CompletableFuture<Outcome> future) {}

    private final List<OwnedAccount> accounts;
    private final AccountLease leases;
    private final String holder;
    private final PoolPolicy policy;
    private final OwnedAccount common;
    private final ReadOutcome readOutcome;

    private final Map<Address, Held> held = new ConcurrentHashMap<>();
    private final Map<Address, Instant> idleSince = new ConcurrentHashMap<>();
    private final Map<Address, Instant> releasedAt = new ConcurrentHashMap<>();
    private final Queue<Queued> queued = new ConcurrentLinkedQueue<>();
    private final Queue<Watched> watched = new ConcurrentLinkedQueue<>();
    private final Semaphore work = new Semaphore(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private AccountPool(List<OwnedAccount> accounts, AccountLease leases, String holder, PoolPolicy policy) {
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("a pool needs at least one account");
        }
        this.accounts = List.copyOf(accounts);
        this.leases = leases;
        this.holder = holder;
        this.policy = policy;
        this.common = accounts.getFirst();
        this.readOutcome = new ReadOutcome(common.rpc(), common.reverts());
        this.thread = Thread.ofVirtual().name("account-pool").unstarted(this::run);
    }

    /**
     * @param accounts on one chain with one journal; every server names them all
     * @param holder names this process, uniquely among those that run
     */
    public static AccountPool start(
            List<OwnedAccount> accounts, AccountLease leases, String holder, PoolPolicy policy) {
        AccountPool pool = new AccountPool(accounts, leases, holder, policy);
        pool.thread.start();
        return pool;
    }

    @Override
    public CompletableFuture<Outcome> submit(TransactionRequest request) {
        CompletableFuture<Outcome> future = new CompletableFuture<>();
        if (stop.getCount() == 0) {
            future.completeExceptionally(new OwnerStopped("the pool is closed"));
            return future;
        }
        leastLoaded().ifPresentOrElse(owner -> hand(owner, request, future), () -> enqueue(request, future));
        return future;
    }

    private void enqueue(TransactionRequest request, CompletableFuture<Outcome> future) {
        queued.add(new Queued(request, future, common.clock().instant().plus(policy.waitForAccount())));
        work.release();
    }

    private Optional<TransactionOwner> leastLoaded() {
        return held.values().stream()
                .map(Held::owner)
                .filter(owner -> !owner.stopped())
                .min(Comparator.comparing(TransactionOwner::suspended)
                        .thenComparing(owner ->
                                owner.status().inFlight() + owner.status().waiting()));
    }

    /** Follows the request to where its key is journaled already, if it is. */
    private void hand(TransactionOwner owner, TransactionRequest request, CompletableFuture<Outcome> future) {
        owner.submit(request).whenComplete((outcome, failure) -> {
            if (failure == null) {
                future.complete(outcome);
            } else if (failure instanceof HeldElsewhere elsewhere) {
                Held rightful = held.get(elsewhere.record().account());
                if (rightful != null && !rightful.owner().stopped() && rightful.owner() != owner) {
                    hand(rightful.owner(), request, future);
                } else {
                    watched.add(new Watched(request, future));
                }
            } else if (failure instanceof OwnerStopped && stop.getCount() > 0) {
                enqueue(request, future);
            } else {
                future.completeExceptionally(failure);
            }
        });
    }

    /** Says that there may be a new block. */
    public void wake() {
        held.values().forEach(entry -> entry.owner().wake());
    }

    /** Cancels wherever this server can; see {@link TransactionOwner#cancel}. */
    public void cancel(String idempotencyKey) {
        held.values().forEach(entry -> entry.owner().cancel(idempotencyKey));
    }

    /**
     * Refuses new requests to an account, which this server keeps until it is resumed or the server ends.
     *
     * @return whether this server holds it
     */
    public boolean suspend(Address account) {
        return ifHeld(account, TransactionOwner::suspend);
    }

    /**
     * @return whether this server holds it
     */
    public boolean resume(Address account) {
        return ifHeld(account, TransactionOwner::resume);
    }

    private boolean ifHeld(Address account, Consumer<TransactionOwner> act) {
        Optional<TransactionOwner> owner =
                Optional.ofNullable(held.get(account)).map(Held::owner).filter(mine -> !mine.stopped());
        owner.ifPresent(act);
        return owner.isPresent();
    }

    /** All accounts that the pool shares with other servers, held here or not. */
    public List<Address> accounts() {
        return accounts.stream().map(OwnedAccount::address).toList();
    }

    /** The accounts that this server holds. */
    public List<OwnerStatus> status() {
        return held.values().stream().map(entry -> entry.owner().status()).toList();
    }

    private void run() {
        while (stop.getCount() > 0) {
            try {
                maintain();
            } catch (RuntimeException e) {
                LOG.warn("event=pool_maintenance_failed holder={} reason=\"{}\"", holder, e.toString());
            }
            try {
                if (work.tryAcquire(policy.maintainEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void maintain() {
        renew();
        acquire();
        serveQueued();
        serveWatched();
        releaseIdle();
    }

    private void renew() {
        for (Held entry : List.copyOf(held.values())) {
            Optional<Lease> longer = Optional.empty();
            try {
                longer = leases.renew(entry.fence().lease(), policy.leaseFor());
            } catch (RuntimeException e) {
                // The lease may be good for a while yet; the fence closes by itself when it is not.
                LOG.warn(
                        "event=lease_renewal_failed account={} reason=\"{}\"",
                        entry.owner().address(),
                        e.toString());
                if (entry.fence().held()) {
                    continue;
                }
            }
            if (longer.isPresent() && !entry.owner().stopped()) {
                entry.fence().renewed(longer.get());
            } else {
                entry.fence().lose();
                forget(entry);
                // Its step may hang on a slow node; the other leases can't wait for that.
                Thread.ofVirtual().name("close-" + entry.owner().address()).start(entry.owner()::close);
            }
        }
    }

    private void drop(Held entry) {
        forget(entry);
        entry.owner().close();
    }

    private void forget(Held entry) {
        held.remove(entry.owner().address());
        idleSince.remove(entry.owner().address());
    }

    /** Takes accounts up to the wanted number, those with unfinished work in any case, one more while requests wait. */
    private void acquire() {
        for (OwnedAccount account : accounts) {
            if (held.containsKey(account.address())) {
                continue;
            }
            boolean needed = held.size() < policy.wanted() || (held.isEmpty() && !queued.isEmpty());
            if (needed
                    || (!resting(account)
                            && !account.journal().open(account.address()).isEmpty())) {
                leases.acquire(account.address(), holder, policy.leaseFor()).ifPresent(lease -> take(account, lease));
            }
        }
    }

    /** An account that was just given back is left to others for the time of a lease, unless it is needed here. */
    private boolean resting(OwnedAccount account) {
        Instant given = releasedAt.getOrDefault(account.address(), Instant.EPOCH);
        return common.clock().instant().isBefore(given.plus(policy.leaseFor()));
    }

    private void take(OwnedAccount account, Lease lease) {
        Duration margin = policy.leaseFor().dividedBy(5);
        LeasedFence fence = new LeasedFence(lease, margin, account.clock());
        LOG.info("event=account_leased account={} holder={} token={}", account.address(), holder, lease.fencingToken());
        held.put(account.address(), new Held(TransactionOwner.start(account, fence), fence));
    }

    private void serveQueued() {
        for (Queued entry : List.copyOf(queued)) {
            Optional<TransactionOwner> owner = leastLoaded();
            if (owner.isPresent()) {
                queued.remove(entry);
                hand(owner.get(), entry.request(), entry.future());
            } else if (!common.clock().instant().isBefore(entry.until())) {
                giveUp(entry);
            }
        }
    }

    /** What is signed already must never be called unsent: it is watched instead. */
    private void giveUp(Queued entry) {
        boolean signed = common.journal().find(entry.request().idempotencyKey()).isPresent();
        queued.remove(entry);
        if (signed) {
            watched.add(new Watched(entry.request(), entry.future()));
        } else {
            entry.future()
                    .complete(new Outcome.NotSent(
                            Outcome.Reason.NO_FREE_ACCOUNT, "every account is in use by another server"));
        }
    }

    /** Requests that another server sends: its record and the chain tell how they end, or this pool takes the account. */
    private void serveWatched() {
        for (Watched entry : List.copyOf(watched)) {
            Optional<JournaledTransaction> record =
                    common.journal().find(entry.request().idempotencyKey());
            if (record.isEmpty() || held.containsKey(record.get().account())) {
                if (watched.remove(entry)) {
                    submit(entry.request()).whenComplete((outcome, failure) -> {
                        if (failure == null) {
                            entry.future().complete(outcome);
                        } else {
                            entry.future().completeExceptionally(failure);
                        }
                    });
                }
                continue;
            }
            try {
                readOutcome.of(record.get(), common.policy().confirmations()).ifPresent(outcome -> {
                    watched.remove(entry);
                    entry.future().complete(outcome);
                });
            } catch (RpcFailure e) {
                LOG.debug("event=watch_waits_for_node reason=\"{}\"", e.getMessage());
            }
        }
    }

    private void releaseIdle() {
        Instant now = common.clock().instant();
        for (Held entry : List.copyOf(held.values())) {
            OwnerStatus status = entry.owner().status();
            boolean idle = entry.owner().quiet() && !entry.owner().suspended();
            if (!idle || held.size() <= policy.wanted()) {
                idleSince.remove(status.account());
            } else if (!now.isBefore(
                    idleSince.computeIfAbsent(status.account(), account -> now).plus(policy.releaseIdleAfter()))) {
                drop(entry);
                leases.release(entry.fence().lease());
                releasedAt.put(status.account(), now);
            }
        }
    }

    /** Stops the owners and gives the accounts back; what is under way stays in the journal for whoever takes them. */
    @Override
    public void close() {
        stop.countDown();
        work.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Held entry : new ArrayList<>(held.values())) {
            drop(entry);
            leases.release(entry.fence().lease());
        }
        queued.forEach(entry -> entry.future().completeExceptionally(new OwnerStopped("the pool is closed")));
        watched.forEach(entry -> entry.future().completeExceptionally(new OwnerStopped("the pool is closed")));
    }
}
