package dev.ovation.runtime.onchain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.follow.FollowPolicy;
import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel.Submission;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Books;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import dev.ovation.runtime.journal.MongoChainDocuments;
import dev.ovation.runtime.onchain.Onchain;
import dev.ovation.runtime.onchain.Town;
import dev.ovation.store.mongo.MongoAccounts;
import dev.ovation.store.mongo.MongoBatches;
import dev.ovation.store.mongo.MongoBooks;
import dev.ovation.store.mongo.MongoDelegations;
import dev.ovation.store.mongo.MongoIntents;
import dev.ovation.store.mongo.MongoPayments;
import dev.ovation.store.mongo.MongoPayouts;
import dev.ovation.store.mongo.MongoTransfers;
import dev.ovation.store.mongo.MongoWithdrawals;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildReadModelTest {

    private Town town;
    private Onchain onchain;
    private ReadModel model;
    private RebuildReadModel rebuildReadModel;
    private Address fan;
    private Address creator;

    @BeforeEach
    void open() {
        town = new Town();
        onchain = town.server();
        RememberedCaches caches = new RememberedCaches();
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
        rebuildReadModel = new RebuildReadModel(
                town.rpc(),
                town.deployment,
                model,
                new MongoChainDocuments(town.mongo.database()),
                new MongoAccounts(town.mongo),
                FollowPolicy.DEFAULT,
                () -> Instant.EPOCH);
        fan = town.fan.address();
        creator = town.creator.address();
        onchain.creators().register(List.of(creator));
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(100));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private record Submitted(BatchId id, List<Intent> legs, Submission submission) {}

    private Submitted submit(Intent... intents) {
        BatchId id = Town.newBatch();
        List<Intent> legs = IntStream.range(0, intents.length)
                .mapToObj(leg -> Town.placed(intents[leg], id, leg, IntentState.PENDING))
                .toList();
        return new Submitted(id, legs, onchain.batches().submit(id, Token.TK, legs));
    }

    private Intent exact(Wei amount, long nonce) {
        Authorization terms = new Authorization(
                fan, Token.TK, creator, amount, amount, 0, 4_000_000_000L, Authorization.oneTimeSalt(0, nonce));
        return town.intent(terms, town.sign(town.fan, terms), false, creator, amount);
    }

    private void assertToldAgain(Submitted batch, IntentState... states) {
        List<Intent> intents = model.intents().ofBatch(batch.id());
        assertThat(intents).extracting(Intent::state).containsExactly(states);
        for (int leg = 0; leg < intents.size(); leg++) {
            Intent original = batch.legs().get(leg);
            assertThat(intents.get(leg).fan()).isEqualTo(original.fan());
            assertThat(intents.get(leg).creator()).isEqualTo(original.creator());
            assertThat(intents.get(leg).amount()).isEqualTo(original.amount());
            assertThat(intents.get(leg).funding().terms())
                    .isEqualTo(original.funding().terms());
            assertThat(intents.get(leg).funding().hash())
                    .isEqualTo(original.funding().hash());
        }
        assertThat(model.batches().byId(batch.id())).hasValueSatisfying(known -> {
            assertThat(known.state()).isEqualTo(Batch.State.SUBMITTED);
            assertThat(known.submittedAt())
                    .isEqualTo(batch.submission().receipt().timestamp());
        });
    }

    @Test
    void aLostDatabaseIsToldAgainByTheChain() {
        Authorization standing = town.terms(fan, Token.TK, Wei.ofTokens(9), Authorization.standingSalt(0, 3));
        byte[] signature = town.sign(town.fan, standing);
        Submitted drawn = submit(
                town.intent(standing, signature, false, creator, Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(500)));
        Submitted signed = submit(exact(Wei.ofTokens(2), 20), exact(Wei.ofTokens(3), 21));
        Submitted byHash = submit(town.intent(standing, signature, true, creator, Wei.ofTokens(4)));
        BitSet first = new BitSet();
        first.set(0);
        onchain.batches().approve(Map.of(signed.id(), first));

        RebuildReadModel.Report report = rebuildReadModel.rebuild();

        assertThat(report.batches()).isEqualTo(3);
        assertThat(report.intents()).isEqualTo(5);
        assertThat(report.unread()).isEmpty();
        assertToldAgain(drawn, IntentState.SUBMITTED, IntentState.FAILED);
        assertToldAgain(signed, IntentState.APPROVED, IntentState.SUBMITTED);
        assertToldAgain(byHash, IntentState.SUBMITTED);
        assertThat(rebuildReadModel.rebuild()).isEqualTo(report);
        assertToldAgain(signed, IntentState.APPROVED, IntentState.SUBMITTED);
    }

    @Test
    void whatOnlyTheDocumentsKnowIsKeptAndAWrongStateIsRight() {
        Submitted batch = submit(exact(Wei.ofTokens(2), 20));
        Intent original = batch.legs().getFirst();
        model.intents().insertAll(batch.legs());
        Bytes32 wrong = Bytes32.of("0x" + "99".repeat(32));
        model.intents()
                .apply(List.of(
                        new IntentChange.Submitted(original.id(), wrong, Instant.EPOCH),
                        new IntentChange.Approved(original.id(), wrong, Instant.EPOCH),
                        new IntentChange.Settled(original.id(), wrong, Instant.EPOCH)));

        rebuildReadModel.rebuild();

        assertThat(model.intents().byId(original.id())).hasValueSatisfying(intent -> {
            assertThat(intent.state()).isEqualTo(IntentState.SUBMITTED);
            assertThat(intent.submittedBy())
                    .contains(batch.submission().receipt().transaction());
            assertThat(intent.closedBy()).isEqualTo(Optional.empty());
            assertThat(intent.fanId()).isEqualTo(original.fanId());
            assertThat(intent.createdAt()).isEqualTo(original.createdAt());
        });
        assertThat(model.intents().ofBatch(batch.id())).hasSize(1);
    }

    @Test
    void moneyInAndOutIsRestoredAndNeverPaidOutTwice() {
        WithdrawalId paid = burn(1, Wei.ofTokens(3));
        WithdrawalId returned = burn(2, Wei.ofTokens(4));
        onchain.burning().giveBack(returned);

        RebuildReadModel.Report report = rebuildReadModel.rebuild();

        assertThat(report.unknownPayouts()).containsExactly(paid);
        assertThat(model.withdrawals().byId(paid))
                .hasValueSatisfying(w -> assertThat(w.state()).isEqualTo(WithdrawalState.DONE));
        assertThat(model.withdrawals().byId(returned))
                .hasValueSatisfying(w -> assertThat(w.state()).isEqualTo(WithdrawalState.RETURNED));
        Books.Book book = new MongoBooks(town.mongo).of(fan);
        assertThat(book.tkIn().minus(book.tkOut()))
                .isEqualTo(onchain.accounts().read(List.of(fan)).get(fan).balance())
                .isEqualTo(Wei.ofTokens(97));
        assertThat(rebuildReadModel.rebuild()).isEqualTo(report);
    }

    private WithdrawalId burn(int number, Wei amount) {
        WithdrawalId id = new WithdrawalId(Bytes32.of("0x" + "0".repeat(63) + number));
        byte[] signature = town.fan
                .sign(onchain.typedData().withdrawalPreimage(fan, amount, id.value()))
                .bytes();
        onchain.burning().burn(id, fan, amount, signature);
        return id;
    }
}
