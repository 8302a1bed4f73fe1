package dev.ovation.chain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.testing.Await;
import dev.ovation.chain.testing.FaultyProxy.Fault;
import dev.ovation.chain.testing.InMemoryLeases;
import dev.ovation.core.value.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that share accounts. A pool that is closed without release stands for a server that died. */
class AccountPoolTest {

    private final OwnerFixture fixture = new OwnerFixture();
    private final InMemoryLeases leases = new InMemoryLeases(fixture.clock);
    private final List<AccountPool> pools = new ArrayList<>();

    @AfterEach
    void end() {
        pools.forEach(AccountPool::close);
        fixture.close();
    }

    private AccountPool server(String name, int accounts, int wanted) {
        return server(name, accounts, wanted, Duration.ofSeconds(5));
    }

    private AccountPool server(String name, int accounts, int wanted, Duration waitForAccount) {
        List<OwnedAccount> owned = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            owned.add(fixture.account(fixture.node.signer(i)));
        }
        PoolPolicy policy = new PoolPolicy(
                wanted, Duration.ofSeconds(15), Duration.ofMillis(20), waitForAccount, Duration.ofSeconds(2));
        AccountPool pool = AccountPool.start(owned, leases, name, policy);
        pools.add(pool);
        return pool;
    }

    private static void awaitHeld(AccountPool pool, int accounts) {
        Await.until(accounts + " accounts", () -> pool.status().size() == accounts);
    }

    @Test
    void twoServersShareTwoAccounts() {
        AccountPool a = server("a", 2, 1);
        AccountPool b = server("b", 2, 1);
        awaitHeld(a, 1);
        awaitHeld(b, 1);
        assertThat(a.status().getFirst().account())
                .isNotEqualTo(b.status().getFirst().account());
        CompletableFuture<Outcome> first = a.submit(fixture.mark("a"));
        CompletableFuture<Outcome> second = b.submit(fixture.mark("b"));
        fixture.assertMarkedOnce(first, "a");
        fixture.assertMarkedOnce(second, "b");
    }

    @Test
    void theSameKeyOnTwoServersIsOneTransaction() {
        AccountPool a = server("a", 2, 1);
        AccountPool b = server("b", 2, 1);
        awaitHeld(a, 1);
        awaitHeld(b, 1);
        List<CompletableFuture<Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(a.submit(fixture.mark("m" + i)));
            futures.add(b.submit(fixture.mark("m" + i)));
        }
        for (int i = 0; i < 20; i++) {
            fixture.assertMarkedOnce(futures.get(i), "m" + i / 2);
        }
    }

    @Test
    void requestsGoToTheLeastLoadedAccount() {
        AccountPool pool = server("a", 3, 3);
        awaitHeld(pool, 3);
        List<CompletableFuture<Outcome>> futures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            futures.add(pool.submit(fixture.mark("m" + i)));
            fixture.awaitPooled(i + 1);
            int sent = i + 1;
            Await.until(
                    "counted",
                    () -> pool.status().stream().mapToInt(OwnerStatus::inFlight).sum() == sent);
        }
        assertThat(pool.status()).allMatch(status -> status.inFlight() == 2);
        for (int i = 0; i < 6; i++) {
            fixture.assertMarkedOnce(futures.get(i), "m" + i);
        }
    }

    @Test
    void aSuspendedAccountIsKeptAndPassedOverWhileAnotherIsThere() {
        AccountPool pool = server("a", 2, 1);
        awaitHeld(pool, 1);
        Address suspended = pool.status().getFirst().account();
        assertThat(pool.suspend(suspended)).isTrue();
        Address other = pool.accounts().stream()
                .filter(account -> !account.equals(suspended))
                .findFirst()
                .orElseThrow();
        assertThat(pool.suspend(other)).as("nobody holds it").isFalse();
        assertThat(OwnerFixture.outcome(pool.submit(fixture.mark("a"))))
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Outcome.Reason.SUSPENDED));

        AccountPool two = server("b", 2, 1);
        awaitHeld(two, 1);
        assertThat(two.status().getFirst().account()).isEqualTo(other);
        two.close();
        pools.remove(two);
        assertThat(pool.resume(suspended)).isTrue();
        fixture.assertMarkedOnce(pool.submit(fixture.mark("a")), "a");
    }

    @Test
    void requestsGoToAnAccountThatIsNotSuspended() {
        AccountPool pool = server("a", 2, 2);
        awaitHeld(pool, 2);
        Address suspended = pool.accounts().getFirst();
        pool.suspend(suspended);
        for (int i = 0; i < 4; i++) {
            fixture.assertMarkedOnce(pool.submit(fixture.mark("m" + i)), "m" + i);
            assertThat(fixture.journal.find("m" + i).orElseThrow().account()).isNotEqualTo(suspended);
        }
    }

    @Test
    void whatADeadServerLeftIsFinishedByAnother() {
        AccountPool dead = server("dead", 2, 1);
        awaitHeld(dead, 1);
        fixture.proxy.always("eth_sendRawTransaction", new Fault.Busy());
        dead.submit(fixture.mark("a"));
        fixture.awaitJournaled("a", 1);
        dead.close();
        pools.clear();
        fixture.proxy.heal();
        AccountPool alive = server("alive", 2, 0);
        fixture.awaitPooled(1);
        fixture.assertMarkedOnce(alive.submit(fixture.mark("a")), "a");
    }

    @Test
    void aServerThatLostItsLeaseWritesNoMore() {
        AccountPool slow = server("slow", 1, 1);
        awaitHeld(slow, 1);
        CompletableFuture<Outcome> future = slow.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        OwnedAccount account = fixture.account(fixture.node.signer(0));
        Lease taken = leases.passTo("other", account.address(), Duration.ofSeconds(15));
        account.journal().claim(account.address(), taken.fencingToken());
        awaitHeld(slow, 0);
        CompletableFuture<Outcome> refused = slow.submit(fixture.mark("b"));
        fixture.clock.advance(Duration.ofSeconds(6));
        assertThat(OwnerFixture.outcome(refused))
                .isInstanceOfSatisfying(
                        Outcome.NotSent.class,
                        sent -> assertThat(sent.reason()).isEqualTo(Outcome.Reason.NO_FREE_ACCOUNT));
        assertThat(fixture.journal.find("b")).isEmpty();
        assertThat(future).isNotDone();
        Await.until("the pool watches what it may no longer send", () -> {
            fixture.clock.advance(Duration.ofMillis(100));
            fixture.node.mine(1);
            return future.isDone();
        });
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void whatIsSignedIsNeverCalledUnsentThoughNoAccountIsFree() {
        fixture.start().submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        leases.acquire(fixture.address(), "other", Duration.ofHours(1)).orElseThrow();
        AccountPool pool = server("b", 1, 1);
        CompletableFuture<Outcome> future = pool.submit(fixture.mark("a"));
        CompletableFuture<Outcome> unsigned = pool.submit(fixture.mark("b"));
        fixture.clock.advance(Duration.ofSeconds(6));
        assertThat(OwnerFixture.outcome(unsigned)).isInstanceOf(Outcome.NotSent.class);
        fixture.assertMarkedOnce(future, "a");
    }

    @Test
    void anOwnerWithAnOldTokenIsFencedOutOfTheJournal() {
        TransactionOwner old = fixture.start();
        CompletableFuture<Outcome> first = old.submit(fixture.mark("a"));
        fixture.awaitPooled(1);
        TransactionOwner successor = fixture.start();
        fixture.assertMarkedOnce(successor.submit(fixture.mark("a")), "a");
        old.submit(fixture.mark("b"));
        Await.until("the old owner ends", old::stopped);
        assertThat(fixture.journal.find("b")).isEmpty();
        Await.until("whoever waits for it is told", first::isDone);
    }

    @Test
    void anAccountThatOneServerDoesNotNeedGoesToTheOther() {
        // The clock runs however slowly the servers do.
        AccountPool a = server("a", 1, 0, Duration.ofHours(1));
        AccountPool b = server("b", 1, 0, Duration.ofHours(1));
        fixture.assertMarkedOnce(a.submit(fixture.mark("a")), "a");
        CompletableFuture<Outcome> second = b.submit(fixture.mark("b"));
        Await.until("the account changes hands", () -> {
            fixture.clock.advance(Duration.ofMillis(20));
            fixture.node.mine(1);
            return second.isDone();
        });
        fixture.assertMarkedOnce(second, "b");
    }

    @Test
    void aClosedPoolSaysSo() {
        AccountPool pool = server("a", 1, 1);
        awaitHeld(pool, 1);
        pool.close();
        assertThat(pool.submit(fixture.mark("a"))).isCompletedExceptionally();
        assertThat(leases.acquire(fixture.address(), "b", Duration.ofSeconds(1)))
                .isPresent();
    }

    @Test
    void aFenceClosesBeforeItsLeaseEnds() {
        Instant end = fixture.clock.instant().plusSeconds(15);
        InstantSource clock = fixture.clock;
        LeasedFence fence = new LeasedFence(new Lease(fixture.address(), "a", 3, end), Duration.ofSeconds(3), clock);
        assertThat(fence.held()).isTrue();
        fixture.clock.advance(Duration.ofSeconds(12));
        assertThat(fence.held()).isFalse();
        fence.renewed(new Lease(fixture.address(), "a", 3, end.plusSeconds(15)));
        assertThat(fence.held()).isTrue();
        assertThat(Optional.of(fence.token())).contains(3L);
    }
}
