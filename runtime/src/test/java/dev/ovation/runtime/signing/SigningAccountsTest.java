package dev.ovation.runtime.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.abi.RevertReasons;
import dev.ovation.chain.account.AccountPool;
import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.FeeOracle;
import dev.ovation.chain.account.FeePolicy;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.Outcome;
import dev.ovation.chain.account.OwnedAccount;
import dev.ovation.chain.account.OwnerPolicy;
import dev.ovation.chain.account.PoolPolicy;
import dev.ovation.chain.account.TransactionRequest;
import dev.ovation.chain.rpc.FailoverPolicy;
import dev.ovation.chain.rpc.FailoverRpcClient;
import dev.ovation.chain.rpc.HttpEndpoint;
import dev.ovation.chain.signer.Signer;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.InMemoryJournal;
import dev.ovation.chain.testing.InMemoryLeases;
import dev.ovation.chain.testing.ManualClock;
import dev.ovation.chain.testing.ProbeContract;
import dev.ovation.core.refusal.RefusalCode;
import dev.ovation.core.refusal.Refused;
import dev.ovation.core.value.Address;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningAccountsTest {

    private final AnvilNode node = AnvilNode.startManual();
    private final ManualClock clock = new ManualClock();
    private final HttpEndpoint endpoint = new HttpEndpoint("node", node.url());
    private final FailoverRpcClient rpc = new FailoverRpcClient(List.of(endpoint), FailoverPolicy.DEFAULT, clock);
    private final ProbeContract probe = ProbeContract.deploy(node);
    private final InMemoryJournal journal = new InMemoryJournal();
    private final InMemoryLeases leases = new InMemoryLeases(clock);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Signer signer = node.signer(0);
    private final Address account = signer.address();
    private final AccountPool pool = pool("here");
    private final SigningAccounts accounts = SigningAccounts.of(Map.of("treasurer", pool), journal);

    private AccountPool pool(String server) {
        OwnedAccount owned = new OwnedAccount(
                31337,
                signer,
                rpc,
                journal,
                new FeeOracle(rpc, FeePolicy.DEFAULT, clock),
                OwnerPolicy.DEFAULT,
                RevertReasons.BUILT_IN,
                new CountTransactions(metrics),
                clock);
        PoolPolicy ordinary = PoolPolicy.DEFAULT;
        return AccountPool.start(
                List.of(owned),
                leases,
                server,
                new PoolPolicy(
                        1,
                        ordinary.leaseFor(),
                        ordinary.maintainEvery(),
                        ordinary.waitForAccount(),
                        ordinary.releaseIdleAfter()));
    }

    @AfterEach
    void close() {
        pool.close();
        endpoint.close();
        node.close();
    }

    private void awaitHeld() {
        Await.until("it is held", () -> accounts.all().getFirst().status().isPresent());
    }

    private CompletableFuture<Outcome> submit(String key) {
        return pool.submit(TransactionRequest.call(key, probe.address(), ProbeContract.mark(key))
                .withGasLimit(100_000));
    }

    private long pooled() {
        return Long.decode(node.rpc("txpool_status").get("pending").asString());
    }

    @Test
    void whatIsOpenIsShownAndGivesWayWhenItIsCancelled() {
        awaitHeld();
        CompletableFuture<Outcome> future = submit("a");
        Await.until("it is on its way", () -> pooled() == 1);
        assertThat(accounts.open(account)).extracting(JournaledTransaction::key).containsExactly("a");

        accounts.cancel(account, "a");
        Await.until(
                "it is replaced",
                () -> attempts().size() == 2 && isKnown(attempts().getLast()));
        Await.until("it gives way", () -> {
            node.mine(1);
            return future.isDone();
        });
        assertThat(future).isCompletedWithValueMatching(Outcome.Cancelled.class::isInstance);
        assertThat(probe.seen("a")).isZero();
        assertThat(counted("sent")).isEqualTo(1);
        assertThat(counted("cancelled")).isEqualTo(1);
    }

    private List<Attempt> attempts() {
        return accounts.open(account).getFirst().attempts();
    }

    private boolean isKnown(Attempt attempt) {
        return !node.rpc("eth_getTransactionByHash", attempt.signed().hash().toString())
                .isNull();
    }

    private double counted(String event) {
        return metrics.get("ovation.transactions").tag("event", event).counter().count();
    }

    @Test
    void aSuspendedAccountSignsNothingUntilItIsResumed() {
        awaitHeld();
        accounts.suspend(account);
        assertThat(submit("a").join()).isInstanceOf(Outcome.NotSent.class);
        accounts.resume(account);
        submit("a");
        Await.until("it is on its way", () -> pooled() == 1);
    }

    @Test
    void whatThisServerCanNotDoIsRefusedByName() {
        awaitHeld();
        Address stranger = node.signer(1).address();
        refused(() -> accounts.suspend(stranger), RefusalCode.NOT_FOUND);
        refused(() -> accounts.cancel(stranger, "a"), RefusalCode.NOT_FOUND);
        refused(() -> accounts.cancel(account, "a"), RefusalCode.NOT_FOUND);
        CompletableFuture<Outcome> future = submit("a");
        Await.until("it is on its way", () -> pooled() == 1);
        AccountPool elsewhere = pool("elsewhere");
        try {
            SigningAccounts there = SigningAccounts.of(Map.of("treasurer", elsewhere), journal);
            refused(() -> there.suspend(account), RefusalCode.ACCOUNT_HELD_ELSEWHERE);
            refused(() -> there.resume(account), RefusalCode.ACCOUNT_HELD_ELSEWHERE);
            refused(() -> there.cancel(account, "a"), RefusalCode.ACCOUNT_HELD_ELSEWHERE);
        } finally {
            elsewhere.close();
        }
        node.mine(OwnerPolicy.DEFAULT.finalityDepth());
        Await.until("it is final", () -> accounts.open(account).isEmpty());
        assertThat(future).isDone();
        refused(() -> accounts.cancel(account, "a"), RefusalCode.TRANSACTION_NOT_OPEN);
    }

    private static void refused(Runnable act, RefusalCode code) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void accountsAndEndpointsAreShownInNumbers() {
        ChainGauges gauges = new ChainGauges(metrics);
        gauges.show(accounts);
        gauges.show(rpc);
        awaitHeld();
        assertThat(gauge("ovation.account.held")).isEqualTo(1);
        assertThat(gauge("ovation.account.underfunded")).isZero();
        assertThat(gauge("ovation.rpc.up")).isEqualTo(1);
        submit("a");
        Await.until("it is counted", () -> gauge("ovation.account.in.flight") == 1);
        accounts.suspend(account);
        Await.until("it is shown", () -> gauge("ovation.account.suspended") == 1);
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }
}
