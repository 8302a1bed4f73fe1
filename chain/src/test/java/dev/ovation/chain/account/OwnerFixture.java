package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.abi.RevertReasons;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.rpc.RpcLimits;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy;
import dev.ovation.chain.testing.InMemoryJournal;
import dev.ovation.chain.testing.ManualClock;
import dev.ovation.chain.testing.ProbeContract;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An Anvil that mines when told to, a proxy before it, and owners that come and go on one journal. */
final class OwnerFixture implements AutoCloseable {

    static final long GWEI = 1_000_000_000L;
    static final int FINALITY = 4;
    static final FeePolicy FEES = new FeePolicy(Wei.of(GWEI), Wei.of(5 * GWEI), Wei.of(50 * GWEI), 13);

    final AnvilNode node;
    final FaultyProxy proxy;
    final HttpEndpoint endpoint;
    final InMemoryJournal journal = new InMemoryJournal();
    final ManualClock clock = new ManualClock();
    final ProbeContract probe;
    final Signer signer;
    final List<TransactionOwner> owners = new ArrayList<>();
    OwnerPolicy policy = policy(8, 1, Optional.empty());
    FeePolicy feePolicy = FEES;
    long token = 1;

    OwnerFixture() {
        this(Duration.ofSeconds(20));
    }

    /**
     * @param answerWithin after which time a call has no answer; longer than a machine stalls, unless one is to be lost
     */
    OwnerFixture(Duration answerWithin) {
        this(AnvilNode.startManual(), answerWithin);
    }

    private OwnerFixture(AnvilNode node, Duration answerWithin) {
        this.node = node;
        this.proxy = FaultyProxy.before(node);
        this.endpoint = new HttpEndpoint("proxy", proxy.url(), Map.of(), new RpcLimits(answerWithin, 8 << 20, 50));
        this.probe = ProbeContract.deploy(node);
        this.signer = node.signer(0);
    }

    static OwnerPolicy policy(int maxInFlight, int confirmations, Optional<Duration> giveUpAfter) {
        return new OwnerPolicy(
                maxInFlight,
                50,
                confirmations,
                Math.max(FINALITY, confirmations),
                Duration.ofMillis(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                giveUpAfter,
                20);
    }

    OwnedAccount account(Signer signs) {
        return account(signs, journal);
    }

    OwnedAccount account(Signer signs, TransactionJournal kept) {
        return new OwnedAccount(
                31337,
                signs,
                endpoint,
                kept,
                new FeeOracle(endpoint, feePolicy, clock),
                policy,
                RevertReasons.of(ProbeContract.ABI),
                OwnerListener.NONE,
                clock);
    }

    TransactionOwner start() {
        TransactionOwner owner = TransactionOwner.start(account(signer), fence(token++));
        owners.add(owner);
        return owner;
    }

    static Fence fence(long token) {
        return new Fence() {
            @Override
            public long token() {
                return token;
            }

            @Override
            public boolean held() {
                return true;
            }
        };
    }

    /** Counts its executions under its own key. */
    TransactionRequest mark(String name) {
        return TransactionRequest.call(name, probe.address(), ProbeContract.mark(name))
                .withGasLimit(100_000);
    }

    Address address() {
        return signer.address();
    }

    long pooled() {
        return Long.decode(node.rpc("txpool_status").get("pending").asString());
    }

    void awaitPooled(long transactions) {
        Await.until(transactions + " transactions in the pool", () -> pooled() == transactions);
    }

    void awaitJournaled(String key, int attempts) {
        Await.until(
                key + " has " + attempts + " attempts",
                () -> journal.find(key)
                        .filter(record -> record.attempts().size() >= attempts)
                        .isPresent());
    }

    /** Waits until the node holds the last attempt, so that the next block has it and not one before it. */
    void awaitLastAttemptPooled(String key) {
        String hash = journal.find(key)
                .orElseThrow()
                .attempts()
                .getLast()
                .signed()
                .hash()
                .toString();
        Await.until(
                "the node holds the last attempt of " + key,
                () -> node.rpc("eth_getTransactionByHash", hash).isObject());
    }

    /** Waits until the owner has looked at the chain twice more, so that it acted on all that was there before. */
    void awaitLooks() {
        long before = proxy.count("eth_getTransactionCount");
        // A look asks once, or twice where there is a gap; a start asks twice.
        Await.until("the owner looks at the chain", () -> proxy.count("eth_getTransactionCount") >= before + 6);
    }

    /** As {@link #awaitLooks}, unless the owner has nothing to look for. */
    void awaitLooksOrIdle(TransactionOwner owner) {
        long before = proxy.total();
        Await.until(
                "the owner looks at the chain",
                () -> proxy.total() >= before + 6
                        || (owner.status().inFlight() == 0 && owner.status().waiting() == 0));
    }

    /** Mines until the future is done. */
    Outcome mineUntilDone(CompletableFuture<Outcome> future) {
        Await.until("the outcome", () -> {
            node.mine(1);
            return future.isDone();
        });
        return outcome(future);
    }

    static Outcome outcome(CompletableFuture<Outcome> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no outcome", e);
        }
    }

    void assertMarkedOnce(CompletableFuture<Outcome> future, String name) {
        assertThat(mineUntilDone(future))
                .isInstanceOfSatisfying(
                        Outcome.Mined.class,
                        mined -> assertThat(mined.succeeded()).isTrue());
        assertThat(probe.seen(name)).isEqualTo(1);
    }

    @Override
    public void close() {
        owners.forEach(TransactionOwner::close);
        endpoint.close();
        proxy.close();
        node.close();
    }
}
