package dev.ovation.runtime.onchain.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.chain.account.TransactionJournal;
import dev.ovation.chain.follow.ChainCheckpoint;
import dev.ovation.chain.follow.Checkpoint;
import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.chain.follow.FollowTurn;
import dev.ovation.chain.rpc.RpcClient;
import dev.ovation.chain.rpc.RpcFailure;
import dev.ovation.core.account.AccountId;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.delegation.Delegation;
import dev.ovation.core.delegation.SignedAuthorization;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.runtime.journal.MongoChainCheckpoint;
import dev.ovation.runtime.journal.MongoTransactionJournal;
import dev.ovation.runtime.onchain.Onchain;
import dev.ovation.runtime.onchain.Town;
import dev.ovation.runtime.testing.Await;
import dev.ovation.store.mongo.MongoBatches;
import dev.ovation.store.mongo.MongoBooks;
import dev.ovation.store.mongo.MongoDelegations;
import dev.ovation.store.mongo.MongoFencedLeases;
import dev.ovation.store.mongo.MongoIntents;
import dev.ovation.store.mongo.MongoPayments;
import dev.ovation.store.mongo.MongoPayouts;
import dev.ovation.store.mongo.MongoTransfers;
import dev.ovation.store.mongo.MongoWithdrawals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process that sent a transaction wrote nothing down, as if it had died: the chain's logs tell. */
class FollowContractsTest {

    private static final AbiFunction TRANSFER = AbiFunction.of("transfer(address,uint256)", "bool");

    private Town town;
    private Onchain onchain;
    private RememberedCaches caches;
    private ReadModel model;
    private Address fan;
    private Address creator;
    private FollowContracts follower;

    @BeforeEach
    void open() {
        town = new Town();
        onchain = town.server();
        caches = new RememberedCaches();
        model = new ReadModel(
                new MongoIntents(town.mongo),
                new MongoBatches(town.mongo),
                caches,
                new MongoDelegations(town.mongo),
                new MongoPayouts(town.mongo),
                new MongoPayments(town.mongo),
                new MongoWithdrawals(town.mongo),
                new MongoTransfers(town.mongo),
                caches);
        fan = town.fan.address();
        creator = town.creator.address();
        onchain.creators().register(List.of(creator));
        follower = follow();
    }

    private FollowContracts follow() {
        return follow(town.rpc(), checkpoint(), "first");
    }

    private FollowContracts follow(RpcClient rpc, ChainCheckpoint checkpoint, String server) {
        return FollowContracts.start(
                rpc,
                town.deployment,
                checkpoint,
                model,
                onchain.doubts(),
                new FollowPolicy(1, 64, 5_000, Duration.ofMillis(20)),
                turn(server),
                Clock.systemUTC());
    }

    private FollowTurn turn(String server) {
        return new LeasedTurn(
                new MongoFencedLeases(town.mongo, Clock.systemUTC()),
                server,
                Duration.ofSeconds(60),
                Clock.systemUTC());
    }

    private ChainCheckpoint checkpoint() {
        return new MongoChainCheckpoint(town.mongo.database(), "contracts");
    }

    @AfterEach
    void close() {
        follower.close();
        town.close();
    }

    private void awaitRead() {
        long head = town.anvil.blockNumber();
        Await.until("all is read", () -> follower.nextBlock() > head);
    }

    private Batch sealed(Intent... intents) {
        BatchId id = Town.newBatch();
        List<Intent> legs = new ArrayList<>();
        for (int leg = 0; leg < intents.length; leg++) {
            legs.add(Town.placed(intents[leg], id, leg, IntentState.PENDING));
        }
        model.intents().insertAll(legs);
        Batch batch = new Batch(
                id,
                legs.getFirst().token(),
                legs.stream().map(Intent::id).toList(),
                Batch.State.SEALED,
                Optional.empty(),
                0,
                Instant.EPOCH);
        model.batches().insert(batch);
        return batch;
    }

    private List<IntentState> states(Batch batch) {
        return model.intents().ofBatch(batch.id()).stream().map(Intent::state).toList();
    }

    @Test
    void intentsArriveAtTheirEndWithoutTheirSender() {
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(100));
        Batch batch = sealed(
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(500)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(2)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(4)));
        List<Intent> legs = model.intents().ofBatch(batch.id());
        Receipt submitted = onchain.batches().submit(batch.id(), Token.TK, legs).receipt();
        awaitRead();
        assertThat(states(batch))
                .containsExactly(
                        IntentState.SUBMITTED, IntentState.FAILED, IntentState.SUBMITTED, IntentState.SUBMITTED);
        assertThat(model.batches().byId(batch.id())).hasValueSatisfying(known -> {
            assertThat(known.state()).isEqualTo(Batch.State.SUBMITTED);
            assertThat(known.transaction()).contains(submitted.transaction());
            assertThat(known.submittedAt()).isEqualTo(submitted.timestamp());
        });
        assertThat(caches.confirmed)
                .containsExactlyInAnyOrder(
                        legs.get(0).id(), legs.get(2).id(), legs.get(3).id());
        assertThat(caches.released).containsExactly(legs.get(1).id());

        Batch known = model.batches().byId(batch.id()).orElseThrow();
        onchain.batches().cancel(known, legs, bit(0));
        onchain.batches().reject(known, legs, bit(2));
        onchain.batches().approve(Map.of(batch.id(), bit(3)));
        settle(batch);

        assertThat(states(batch))
                .containsExactly(IntentState.CANCELLED, IntentState.FAILED, IntentState.REJECTED, IntentState.SETTLED);
        assertThat(model.payouts().ofCreator(creator, 10))
                .singleElement()
                .satisfies(payout -> assertThat(payout.paid()).isEqualTo(Wei.ofTokens(4)));
        assertThat(caches.invalidated).contains(fan, creator);
    }

    /** The contract knows a batch by its block's time too: settled under the old one, it was refused as a mismatch. */
    @Test
    void aBatchThatAReorgPutIntoAnotherBlockSettles() {
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(100));
        Batch batch = sealed(town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)));
        onchain.batches().submit(batch.id(), Token.TK, model.intents().ofBatch(batch.id()));
        awaitRead();
        long before = model.batches().byId(batch.id()).orElseThrow().submittedAt();

        town.anvil.automine(false);
        town.anvil.mine(2);
        town.anvil.reorg(3);
        // A transaction that came between this block and the next request would find none to mine it.
        Await.until("it is sent again", () -> town.anvil.waiting() == 1);
        town.anvil.increaseTime(Duration.ofHours(1));
        town.anvil.automine(true);
        Await.until(
                "it is in another block",
                () -> model.batches().byId(batch.id()).orElseThrow().submittedAt() > before);

        onchain.batches().approve(Map.of(batch.id(), bit(0)));
        awaitRead();
        settle(batch);
        assertThat(states(batch)).containsExactly(IntentState.SETTLED);
    }

    /** Ends the epoch and settles what is approved of a batch, as the documents know it. */
    private void settle(Batch batch) {
        town.daysPass(7);
        onchain.settlement()
                .settle(
                        onchain.settlement().currentEpoch() - 1,
                        List.of(model.batches().byId(batch.id()).orElseThrow()),
                        Map.of(batch.id(), model.intents().ofBatch(batch.id())));
        awaitRead();
    }

    private static BitSet bit(int leg) {
        BitSet set = new BitSet();
        set.set(leg);
        return set;
    }

    @Test
    void aPaymentIsMintedWhoeverMintedIt() {
        PaymentId id = new PaymentId(UUID.randomUUID());
        model.payments()
                .insert(new Payment(
                        id,
                        new AccountId(UUID.randomUUID()),
                        fan,
                        Wei.ofTokens(5),
                        "sandbox",
                        "ref",
                        "",
                        PaymentState.CLEARED,
                        "",
                        Optional.empty(),
                        Instant.EPOCH,
                        Instant.EPOCH));
        Receipt minted = onchain.minting().mint(id, fan, Wei.ofTokens(5));
        awaitRead();

        assertThat(model.payments().byId(id)).hasValueSatisfying(payment -> {
            assertThat(payment.state()).isEqualTo(PaymentState.MINTED);
            assertThat(payment.mintedBy()).contains(minted.transaction());
        });
        assertThat(caches.invalidated).contains(fan);
    }

    /** A database that was restored from a moment before knows of neither; the gateway must not pay this out again. */
    @Test
    void aWithdrawalWhoseStepsWereLostIsReturnedWhereTheChainReturnedIt() {
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        WithdrawalId id = cleared("07");
        Receipt burned = burn(id);
        Receipt returned = onchain.burning().giveBack(id);
        awaitRead();

        assertThat(model.withdrawals().byId(id)).hasValueSatisfying(withdrawal -> {
            assertThat(withdrawal.state()).isEqualTo(WithdrawalState.RETURNED);
            assertThat(withdrawal.burnedBy()).contains(burned.transaction());
            assertThat(withdrawal.returnedBy()).contains(returned.transaction());
        });
    }

    /** A withdrawal of 5 TK that may be burned. */
    private WithdrawalId cleared(String digits) {
        WithdrawalId id = new WithdrawalId(Bytes32.of("0x" + digits.repeat(32)));
        model.withdrawals()
                .insert(new Withdrawal(
                        id,
                        new AccountId(UUID.randomUUID()),
                        fan,
                        0,
                        Wei.ofTokens(5),
                        "DE00 1234",
                        signature(id),
                        WithdrawalState.CLEARED,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Instant.EPOCH,
                        Instant.EPOCH));
        return id;
    }

    private byte[] signature(WithdrawalId id) {
        return town.fan
                .sign(onchain.typedData().withdrawalPreimage(fan, Wei.ofTokens(5), id.value()))
                .bytes();
    }

    private Receipt burn(WithdrawalId id) {
        return onchain.burning().burn(id, fan, Wei.ofTokens(5), signature(id));
    }

    /** As on a development chain that has been sent to the end of its epoch. */
    @Test
    void whatIsBurnedOnAChainAheadOfItsTimeIsDatedNowSoThatTheSweeperFindsIt() {
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        WithdrawalId id = cleared("08");
        town.anvil.increaseTime(Duration.ofDays(7));
        burn(id);
        awaitRead();

        assertThat(model.withdrawals()
                        .inStateBefore(WithdrawalState.BURNED, Instant.now().plusSeconds(1), 10))
                .extracting(Withdrawal::id)
                .containsExactly(id);
    }

    @Test
    void aTransferBetweenWalletsIsNotedOnceAndARestartChangesNothing() {
        Address friend = Address.of("0x00000000000000000000000000000000000f123d");
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        town.sendUnlocked(fan, town.deployment.tk(), TRANSFER.encode(friend, Wei.ofTokens(2)));
        awaitRead();
        follower.close();
        new MongoChainCheckpoint(town.mongo.database(), "contracts").forget();
        follower = follow();
        awaitRead();

        MongoBooks books = new MongoBooks(town.mongo);
        assertThat(books.of(friend).tkIn()).isEqualTo(Wei.ofTokens(2));
        assertThat(books.of(fan).tkOut()).isEqualTo(Wei.ofTokens(2));
        assertThat(caches.invalidated).contains(fan, friend);
    }

    @Test
    void aTransferThatTheChainDropsIsForgotten() {
        Address friend = Address.of("0x00000000000000000000000000000000000f123d");
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        town.anvil.mine(5);
        town.sendUnlocked(fan, town.deployment.tk(), TRANSFER.encode(friend, Wei.ofTokens(2)));
        awaitRead();
        MongoBooks books = new MongoBooks(town.mongo);
        assertThat(books.of(friend).tkIn()).isEqualTo(Wei.ofTokens(2));

        caches.invalidated.clear();
        town.anvil.reorg(2);
        town.anvil.mine(1);
        Await.until("it is forgotten", () -> books.of(friend).tkIn().isZero());
        Await.until("both are read anew", () -> caches.invalidated.containsAll(List.of(fan, friend)));
    }

    /** As if the server had died there: with the documents gone, nobody would know whose balances to read anew. */
    @Test
    void whoseTransferFellOutIsReadAnewAlsoIfThatFailedAtFirst() {
        Address friend = Address.of("0x00000000000000000000000000000000000f123d");
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        town.anvil.mine(5);
        town.sendUnlocked(fan, town.deployment.tk(), TRANSFER.encode(friend, Wei.ofTokens(2)));
        awaitRead();
        caches.invalidated.clear();
        caches.away = true;
        town.anvil.reorg(2);
        town.anvil.mine(1);
        Await.until("it has failed", () -> caches.refused.get() > 0);
        caches.away = false;
        Await.until("both are read anew", () -> caches.invalidated.containsAll(List.of(fan, friend)));
        MongoBooks books = new MongoBooks(town.mongo);
        Await.until("it is forgotten", () -> books.of(friend).tkIn().isZero());
    }

    /** The settlement may come back at another fee, under another hash: both would be a creator's income then. */
    @Test
    void aPayoutThatTheChainDropsIsForgottenUntilItIsThereAgain() {
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(100));
        Batch batch = sealed(town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(4)));
        onchain.batches().submit(batch.id(), Token.TK, model.intents().ofBatch(batch.id()));
        awaitRead();
        onchain.batches().approve(Map.of(batch.id(), bit(0)));
        awaitRead();
        settle(batch);
        MongoBooks books = new MongoBooks(town.mongo);
        assertThat(books.of(creator).tkIn()).isEqualTo(Wei.ofTokens(4));

        town.anvil.automine(false);
        town.anvil.mine(1);
        caches.invalidated.clear();
        town.anvil.reorg(2);
        Await.until("it is forgotten", () -> books.of(creator).tkIn().isZero());
        Await.until("the creator is read anew", () -> caches.invalidated.contains(creator));
        town.anvil.automine(true);
        Await.until("it is there again", () -> books.of(creator).tkIn().equals(Wei.ofTokens(4)));
    }

    /** It would forget what the first one has read of the new branch, and, were it then to fail, nobody would read it. */
    @Test
    void aSecondServerThatSeesAReorgLaterTakesNothingBack() {
        Address friend = Address.of("0x00000000000000000000000000000000000f123d");
        AtomicBoolean blind = new AtomicBoolean();
        RpcClient lateRpc = requests -> {
            if (blind.get()) {
                throw new RpcFailure.Unreachable("it sees nothing yet");
            }
            return town.rpc().send(requests);
        };
        AtomicInteger savesToFail = new AtomicInteger();
        ChainCheckpoint failing = new ChainCheckpoint() {
            @Override
            public Optional<Checkpoint> load() {
                return checkpoint().load();
            }

            @Override
            public void save(Checkpoint read) {
                if (savesToFail.getAndDecrement() > 0) {
                    throw new IllegalStateException("the database is away");
                }
                checkpoint().save(read);
            }
        };
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(9));
        town.anvil.mine(5);
        transfer(friend, Wei.ofTokens(2));
        long head = town.anvil.blockNumber();
        Await.until(
                "the transfer is read",
                () -> checkpoint()
                        .load()
                        .filter(read -> read.nextBlock() > head)
                        .isPresent());
        try (FollowContracts second = follow(lateRpc, failing, "second")) {
            blind.set(true);
            town.anvil.reorg(2);
            transfer(friend, Wei.ofTokens(3));
            MongoBooks books = new MongoBooks(town.mongo);
            Await.until(
                    "the other branch is read", () -> books.of(friend).tkIn().equals(Wei.ofTokens(3)));
            awaitRead();

            savesToFail.set(1);
            blind.set(false);
            follower.close();
            transfer(friend, Wei.ofTokens(4));
            second.wake();
            Await.until("the second reads on", () -> second.nextBlock() > town.anvil.blockNumber());
            assertThat(books.of(friend).tkIn()).isEqualTo(Wei.ofTokens(7));
        }
    }

    private void transfer(Address to, Wei amount) {
        town.sendUnlocked(fan, town.deployment.tk(), TRANSFER.encode(to, amount));
    }

    /** Its owner may look at the chain before and after, and never see the block from which the follower has read. */
    @Test
    void whatIsOnItsWayWhenABlockFallsOutIsInDoubt() {
        Batch batch = sealed(town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)));
        onchain.batches().submit(batch.id(), Token.TK, model.intents().ofBatch(batch.id()));
        awaitRead();
        town.anvil.automine(false);
        town.anvil.reorg(1);
        TransactionJournal journal = new MongoTransactionJournal(town.mongo.database());
        Await.until("it is in doubt", () -> journal.doubtful().contains("submit:" + batch.id()));
    }

    @Test
    void aReorgThatIsTooDeepIsToldToWhoeverAsksWhetherItRuns() {
        follower.close();
        try (FollowContracts shallow = FollowContracts.start(
                town.rpc(),
                town.deployment,
                checkpoint(),
                model,
                onchain.doubts(),
                new FollowPolicy(1, 4, 5_000, Duration.ofMillis(20)),
                FollowTurn.alone(),
                Clock.systemUTC())) {
            town.anvil.mine(10);
            Await.until("all is read", () -> shallow.nextBlock() > town.anvil.blockNumber());
            shallow.requireRunning();
            town.anvil.reorg(8);
            town.anvil.mine(1);
            Await.until("it halts", shallow::halted);
            assertThatThrownBy(shallow::requireRunning).isInstanceOf(IllegalStateException.class);
        }
    }

    /** Registered anew between the revocation and our reading of it, an authorization must stand. */
    @Test
    void revokingAllEndsOnlyWhatIsOlder() {
        follower.close();
        SignedAuthorization older = registered(0);
        SignedAuthorization newer = registered(1);
        byte[] signature = town.fan
                .sign(onchain.typedData().revocationOfAllPreimage(fan, 0))
                .bytes();
        onchain.revocations().revokeAll(fan, 0, signature);
        follower = follow();
        awaitRead();

        assertThat(model.delegations().byHash(older.hash()).orElseThrow().isRevoked())
                .isTrue();
        assertThat(model.delegations().byHash(newer.hash()).orElseThrow().isRevoked())
                .isFalse();
    }

    private SignedAuthorization registered(long generation) {
        Authorization terms = town.terms(fan, Token.TK, Wei.ofTokens(1), Authorization.standingSalt(generation, 5));
        SignedAuthorization signed =
                new SignedAuthorization(terms, onchain.signatures().hashOf(terms), town.sign(town.fan, terms));
        model.delegations().insert(new Delegation(signed, false, Instant.EPOCH, Instant.EPOCH));
        return signed;
    }
}
