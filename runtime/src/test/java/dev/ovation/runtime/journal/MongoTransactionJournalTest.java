package dev.ovation.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.ovation.chain.Bytes;
import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.Lease;
import dev.ovation.chain.account.TransactionBody;
import dev.ovation.chain.account.TransactionJournal.AlreadyJournaled;
import dev.ovation.chain.account.TransactionJournal.FencedOut;
import dev.ovation.chain.account.TransactionJournal.NonceTaken;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MongoTransactionJournalTest {

    private static final Address ACCOUNT = Address.of("0x" + "0a".repeat(20));
    private static final Address OTHER = Address.of("0x" + "0b".repeat(20));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private MongoServer server;
    private String uri;
    private MongoClient client;
    private MongoTransactionJournal journal;

    @BeforeEach
    void open() {
        server = new MongoServer(new MemoryBackend());
        uri = "mongodb:/" + server.bind() + "/?serverSelectionTimeoutMS=200";
        client = MongoClients.create(uri);
        journal = new MongoTransactionJournal(client.getDatabase("journal"));
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdown();
    }

    private static JournaledTransaction tx(String key, Address account, long nonce, long token) {
        Attempt attempt = new Attempt(
                nonce,
                Attempt.Kind.EXECUTE,
                new Fees(Wei.of(20), Wei.of(1)),
                new SignedTransaction(Bytes.of("0x02f8"), Bytes32.of("0x" + "11".repeat(32))),
                NOW);
        return new JournaledTransaction(
                key,
                account,
                nonce,
                new TransactionBody(Optional.of(OTHER), Bytes.of("0xabcd"), Wei.ofTokens(1), 50_000),
                List.of(attempt),
                false,
                Optional.empty(),
                token,
                NOW);
    }

    private static JournaledTransaction closed(JournaledTransaction tx, long token) {
        return new JournaledTransaction(
                tx.key(),
                tx.account(),
                tx.nonce(),
                tx.body(),
                tx.attempts(),
                true,
                Optional.of(Bytes32.of("0x" + "22".repeat(32))),
                token,
                tx.createdAt());
    }

    @Test
    void whatIsInDoubtIsFoundUntilSomebodyHasLookedIntoIt() {
        journal.append(tx("sure", ACCOUNT, 1, 1));
        journal.append(tx("doubtful", ACCOUNT, 2, 1));
        journal.doubt("doubtful");
        journal.doubt("doubtful");
        journal.update(closed(tx("doubtful", ACCOUNT, 2, 1), 1));
        assertThat(journal.doubtful()).containsExactly("doubtful");
        journal.resolve("doubtful");
        assertThat(journal.doubtful()).isEmpty();
    }

    @Test
    void whateverIsOpenCanBeDoubtedAtOnce() {
        journal.claim(ACCOUNT, 1);
        journal.claim(OTHER, 1);
        journal.append(tx("closed", ACCOUNT, 1, 1));
        journal.update(closed(tx("closed", ACCOUNT, 1, 1), 1));
        journal.append(tx("open", ACCOUNT, 2, 1));
        journal.append(tx("another's", OTHER, 1, 1));
        journal.doubtOpen();
        assertThat(journal.doubtful()).containsExactlyInAnyOrder("open", "another's");
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        JournaledTransaction tx = tx("a", ACCOUNT, 3, 1);
        journal.append(tx);
        assertThat(journal.find("a")).contains(tx);
        journal.update(closed(tx, 1));
        assertThat(journal.find("a")).contains(closed(tx, 1));
        assertThat(journal.find("b")).isEmpty();
    }

    @Test
    void aKeyIsTakenOnceAndSoIsANonce() {
        journal.append(tx("a", ACCOUNT, 3, 1));
        assertThatThrownBy(() -> journal.append(tx("a", ACCOUNT, 4, 1))).isInstanceOf(AlreadyJournaled.class);
        assertThatThrownBy(() -> journal.append(tx("b", ACCOUNT, 3, 1))).isInstanceOf(NonceTaken.class);
        journal.append(tx("b", OTHER, 3, 1));
        assertThat(journal.find("b")).isPresent();
    }

    @Test
    void anUpdateMayNotTakeAnothersNonce() {
        journal.append(tx("a", ACCOUNT, 3, 1));
        journal.append(tx("b", ACCOUNT, 4, 1));
        assertThatThrownBy(() -> journal.update(tx("b", ACCOUNT, 3, 1))).isInstanceOf(NonceTaken.class);
        journal.update(tx("b", ACCOUNT, 5, 1));
        assertThat(journal.highestNonce(ACCOUNT)).hasValue(5);
        assertThat(journal.highestNonce(OTHER)).isEmpty();
    }

    @Test
    void openOnesAreListedByNonce() {
        JournaledTransaction done = tx("a", ACCOUNT, 3, 1);
        journal.append(done);
        journal.append(tx("c", ACCOUNT, 5, 1));
        journal.append(tx("b", ACCOUNT, 4, 1));
        journal.append(tx("d", OTHER, 9, 1));
        journal.update(closed(done, 1));

        assertThat(journal.open(ACCOUNT)).extracting(JournaledTransaction::key).containsExactly("b", "c");
        assertThat(journal.from(ACCOUNT, 3))
                .extracting(JournaledTransaction::key)
                .containsExactly("a", "b", "c");
        assertThat(journal.from(ACCOUNT, 5))
                .extracting(JournaledTransaction::key)
                .containsExactly("c");
    }

    @Test
    void whoWasOvertakenWritesNothing() {
        JournaledTransaction mine = tx("a", ACCOUNT, 3, 1);
        journal.append(mine);
        journal.claim(ACCOUNT, 2);

        assertThatThrownBy(() -> journal.append(tx("b", ACCOUNT, 4, 1))).isInstanceOf(FencedOut.class);
        assertThat(journal.find("b")).isEmpty();
        assertThatThrownBy(() -> journal.update(closed(mine, 1))).isInstanceOf(FencedOut.class);
        assertThat(journal.find("a").orElseThrow().closed()).isFalse();
        assertThatThrownBy(() -> journal.claim(ACCOUNT, 1)).isInstanceOf(FencedOut.class);

        journal.update(closed(mine, 2));
        journal.append(tx("b", ACCOUNT, 4, 2));
        journal.claim(ACCOUNT, 2);
        assertThat(journal.open(ACCOUNT)).extracting(JournaledTransaction::key).containsExactly("b");
    }

    /** It stops before its insert while the account is claimed, and before it looks at the claim while it is adopted. */
    @Test
    void aLateRecordIsTakenBackUnlessItWasAdopted() throws Exception {
        for (boolean adopted : List.of(false, true)) {
            long former = adopted ? 3 : 1;
            StoppedInsert stopped = new StoppedInsert();
            try (MongoClient late = MongoClients.create(MongoClientSettings.builder()
                    .applyConnectionString(new ConnectionString(uri))
                    .addCommandListener(stopped)
                    .build())) {
                MongoTransactionJournal journalOfFormer = new MongoTransactionJournal(late.getDatabase("journal"));
                CompletableFuture<Void> append =
                        CompletableFuture.runAsync(() -> journalOfFormer.append(tx("late", ACCOUNT, 3, former)));
                stopped.beforeInsert.await();
                journal.claim(ACCOUNT, former + 1);
                stopped.insert.countDown();
                stopped.inserted.await();
                assertThat(journal.open(ACCOUNT))
                        .singleElement()
                        .satisfies(read -> assertThat(read.fencingToken()).isEqualTo(former));
                if (adopted) {
                    journal.claim(ACCOUNT, former + 1);
                }
                stopped.lookAgain.countDown();
                assertThatThrownBy(append::join).hasCauseInstanceOf(FencedOut.class);
            }
            assertThat(journal.open(ACCOUNT)).hasSize(adopted ? 1 : 0);
        }
        assertThat(journal.open(ACCOUNT).getFirst().fencingToken()).isEqualTo(4);
    }

    private static final class StoppedInsert implements CommandListener {

        private final CountDownLatch beforeInsert = new CountDownLatch(1);
        private final CountDownLatch insert = new CountDownLatch(1);
        private final CountDownLatch inserted = new CountDownLatch(1);
        private final CountDownLatch lookAgain = new CountDownLatch(1);

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (event.getCommandName().equals("insert")) {
                beforeInsert.countDown();
                await(insert);
            } else if (event.getCommandName().equals("find") && insert.getCount() == 0) {
                inserted.countDown();
                await(lookAgain);
            }
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void aLostDatabaseIsUnavailable() {
        server.shutdown();
        assertThatThrownBy(() -> journal.find("a"))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("mongodb"));
    }

    @Test
    void anAccountHasOneHolderUntilItsLeaseEnds() {
        Instant[] now = {NOW};
        InstantSource clock = () -> now[0];
        MongoAccountLease leases = new MongoAccountLease(client.getDatabase("journal"), clock);
        Duration ttl = Duration.ofSeconds(10);

        Lease first = leases.acquire(ACCOUNT, "one", ttl).orElseThrow();
        assertThat(leases.acquire(ACCOUNT, "two", ttl)).isEmpty();
        now[0] = NOW.plusSeconds(9);
        assertThat(leases.renew(first, ttl)).hasValueSatisfying(renewed -> {
            assertThat(renewed.fencingToken()).isEqualTo(first.fencingToken());
            assertThat(renewed.expiresAt()).isEqualTo(NOW.plusSeconds(19));
        });
        now[0] = NOW.plusSeconds(20);
        Lease second = leases.acquire(ACCOUNT, "two", ttl).orElseThrow();
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        assertThat(leases.renew(first, ttl)).isEmpty();

        leases.release(first);
        assertThat(leases.acquire(ACCOUNT, "one", ttl)).isEmpty();
        leases.release(second);
        assertThat(leases.acquire(ACCOUNT, "one", ttl).orElseThrow().fencingToken())
                .isGreaterThan(second.fencingToken());
    }
}
