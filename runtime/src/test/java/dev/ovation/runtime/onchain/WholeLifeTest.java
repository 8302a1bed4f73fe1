package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.core.delegation.Authorization;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchChannel.Submission;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.AccountSnapshot;
import dev.ovation.core.ledger.Interest;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.refusal.Unavailable;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.settlement.SettlementChannel.Settlement;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way of money through the ports, on a real chain with the real contracts. */
class WholeLifeTest {

    private Town town;
    private Onchain onchain;
    private Address fan;
    private Address creator;

    @BeforeEach
    void open() {
        town = new Town();
        onchain = town.server();
        fan = town.fan.address();
        creator = town.creator.address();
        onchain.creators().register(List.of(creator, town.otherCreator.address()));
    }

    @AfterEach
    void close() {
        town.close();
    }

    private Receipt mint(Address to, long tokens) {
        return onchain.minting().mint(new PaymentId(UUID.randomUUID()), to, Wei.ofTokens(tokens));
    }

    private AccountSnapshot account(Address address) {
        return onchain.accounts().read(List.of(address)).get(address);
    }

    private Wei interest(Address address) {
        long now = onchain.accounts().now();
        return account(address).interestAt(onchain.accounts().index().at(now));
    }

    private static BitSet legs(int... legs) {
        BitSet set = new BitSet();
        IntStream.of(legs).forEach(set::set);
        return set;
    }

    private record Submitted(Batch batch, List<Intent> legs, Submission submission) {}

    private Submitted submit(Token token, Intent... intents) {
        BatchId id = Town.newBatch();
        List<Intent> legs = IntStream.range(0, intents.length)
                .mapToObj(leg -> Town.placed(intents[leg], id, leg, IntentState.PENDING))
                .toList();
        Submission submission = onchain.batches().submit(id, token, legs);
        Batch batch = new Batch(
                id,
                token,
                legs.stream().map(Intent::id).toList(),
                Batch.State.SUBMITTED,
                Optional.of(submission.receipt().transaction()),
                submission.receipt().timestamp(),
                Instant.EPOCH);
        return new Submitted(batch, legs, submission);
    }

    private Settlement settle(Submitted... batches) {
        List<Batch> all = List.of(batches).stream().map(Submitted::batch).toList();
        Map<BatchId, List<Intent>> legs = new HashMap<>();
        for (Submitted batch : batches) {
            List<IntentState> states =
                    onchain.batches().states(batch.batch().id(), batch.legs().size());
            legs.put(
                    batch.batch().id(),
                    IntStream.range(0, states.size())
                            .mapToObj(leg -> Town.placed(
                                    batch.legs().get(leg), batch.batch().id(), leg, states.get(leg)))
                            .toList());
        }
        return onchain.settlement().settle(onchain.settlement().currentEpoch() - 1, all, legs);
    }

    @Test
    void aClapPaysItsCreatorAHundredthInTk() {
        mint(fan, 100);
        town.daysPass(30);
        assertThat(interest(fan)).isGreaterThanOrEqualTo(Wei.ofTokens(200));

        Submitted clap = submit(Token.TKI, town.signedIntent(town.fan, Token.TKI, creator, Wei.ofTokens(40)));
        assertThat(clap.submission().skipped()).isEmpty();
        assertThat(account(fan).spent()).isEqualTo(Wei.ofTokens(40));
        assertThat(onchain.batches().states(clap.batch().id(), 1)).containsExactly(IntentState.SUBMITTED);

        onchain.batches().approve(Map.of(clap.batch().id(), legs(0)));
        assertThat(onchain.batches().states(clap.batch().id(), 1)).containsExactly(IntentState.APPROVED);
        town.daysPass(7);
        Settlement settlement = settle(clap);

        assertThat(settlement.settled()).containsEntry(clap.batch().id(), legs(0));
        assertThat(settlement.payouts()).singleElement().satisfies(payout -> {
            assertThat(payout.creator()).isEqualTo(creator);
            assertThat(payout.claps()).isEqualTo(Wei.ofTokens(40));
            assertThat(payout.gifts()).isEqualTo(Wei.ZERO);
            assertThat(payout.paid()).isEqualTo(Wei.parseTokens("0.4"));
            assertThat(payout.transaction()).isEqualTo(settlement.receipt().transaction());
        });
        Bytes32 gone = Bytes32.of("0x" + "ab".repeat(32));
        assertThat(onchain.settlement()
                        .paidFor(clap.batch().id(), Set.of(settlement.receipt().transaction(), gone)))
                .isEqualTo(settlement.payouts());
        assertThat(account(creator).balance()).isEqualTo(Wei.parseTokens("0.4"));
        assertThat(onchain.batches().states(clap.batch().id(), 1)).containsExactly(IntentState.SETTLED);
    }

    @Test
    void aGiftPaysItsCreatorInFull() {
        mint(fan, 100);
        Submitted gift = submit(Token.TK, town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(10)));
        onchain.batches().approve(Map.of(gift.batch().id(), legs(0)));
        town.daysPass(7);

        assertThat(settle(gift).payouts())
                .singleElement()
                .satisfies(payout -> assertThat(payout.paid()).isEqualTo(Wei.ofTokens(10)));
        assertThat(account(fan).balance()).isEqualTo(Wei.ofTokens(90));
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(10));
    }

    @Test
    void neighboursOfABadLegAreTaken() {
        mint(fan, 100);
        Submitted batch = submit(
                Token.TK,
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1_000)),
                town.signedIntent(town.fan, Token.TK, town.otherFan.address(), Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(2)));

        assertThat(batch.submission().skipped())
                .containsExactlyInAnyOrderEntriesOf(Map.of(1, "InsufficientBalance", 2, "UnknownCreator"));
        assertThat(onchain.batches().states(batch.batch().id(), 4))
                .containsExactly(IntentState.SUBMITTED, IntentState.FAILED, IntentState.FAILED, IntentState.SUBMITTED);
        assertThat(account(fan).balance()).isEqualTo(Wei.ofTokens(97));
    }

    @Test
    void aBundleUnderOneSignatureIsOneDraw() {
        mint(fan, 100);
        Authorization terms = town.terms(fan, Token.TK, Wei.ofTokens(3));
        byte[] signature = town.sign(town.fan, terms);
        Submitted batch = submit(
                Token.TK,
                town.intent(terms, signature, false, creator, Wei.ofTokens(1)),
                town.intent(terms, signature, false, town.otherCreator.address(), Wei.ofTokens(2)));

        assertThat(batch.submission().skipped()).isEmpty();
        assertThat(account(fan).balance()).isEqualTo(Wei.ofTokens(97));
    }

    @Test
    void aStandingAuthorizationNeedsItsSignatureOnce() {
        mint(fan, 100);
        Authorization terms = town.terms(fan, Token.TK, Wei.ofTokens(5), Authorization.standingSalt(0, 7));
        byte[] signature = town.sign(town.fan, terms);
        submit(Token.TK, town.intent(terms, signature, false, creator, Wei.ofTokens(1)));
        Submitted later = submit(
                Token.TK,
                town.intent(terms, signature, true, creator, Wei.ofTokens(2)),
                town.intent(terms, signature, true, creator, Wei.ofTokens(3)));

        assertThat(later.submission().skipped()).isEqualTo(Map.of(1, "OverCap"));
        assertThat(account(fan).balance()).isEqualTo(Wei.ofTokens(97));
    }

    @Test
    void cancelledAndRejectedLegsGoBackToTheFan() {
        mint(fan, 100);
        Submitted batch = submit(
                Token.TK,
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(2)),
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(4)));
        Receipt cancelled = onchain.batches().cancel(batch.batch(), batch.legs(), legs(0));
        Receipt rejected = onchain.batches().reject(batch.batch(), batch.legs(), legs(1));

        assertThat(onchain.batches().states(batch.batch().id(), 3))
                .containsExactly(IntentState.CANCELLED, IntentState.REJECTED, IntentState.SUBMITTED);
        assertThat(account(fan).balance()).isEqualTo(Wei.ofTokens(96));
        assertThat(onchain.batches().cancel(batch.batch(), batch.legs(), legs(0)))
                .isEqualTo(cancelled);
        assertThat(town.amnesiacServer().batches().reject(batch.batch(), batch.legs(), legs(1)))
                .isEqualTo(rejected);

        onchain.batches().approve(Map.of(batch.batch().id(), legs(2)));
        assertThatThrownBy(() -> onchain.batches().cancel(batch.batch(), batch.legs(), legs(2)))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("NothingToRelease");
    }

    @Test
    void eachBatchIsSettledUnderItsOwnEpoch() {
        mint(fan, 100);
        Submitted older = submit(Token.TK, town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)));
        town.daysPass(7);
        Submitted newer = submit(Token.TK, town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(2)));
        onchain.batches()
                .approve(Map.of(older.batch().id(), legs(0), newer.batch().id(), legs(0)));
        town.daysPass(7);

        Settlement settlement = settle(newer, older);
        assertThat(settlement.settled())
                .containsOnly(
                        Map.entry(older.batch().id(), legs(0)),
                        Map.entry(newer.batch().id(), legs(0)));
        assertThat(settlement.payouts()).hasSize(2).extracting(Payout::epoch).containsExactly(0L, 1L);
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(3));
    }

    @Test
    void aSettlementTellsWhatAnEarlierOneDid() {
        mint(fan, 100);
        Submitted batch = submit(
                Token.TK,
                town.signedIntent(town.fan, Token.TK, creator, Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, town.otherCreator.address(), Wei.ofTokens(2)));
        onchain.batches().approve(Map.of(batch.batch().id(), legs(0)));
        town.daysPass(7);
        settle(batch);
        onchain.batches().approve(Map.of(batch.batch().id(), legs(1)));

        // The server that settled leg 0 died before it wrote that down: both legs still count as approved here.
        List<Intent> asWritten = batch.legs().stream()
                .map(intent -> Town.placed(
                        intent, batch.batch().id(), intent.place().orElseThrow().leg(), IntentState.APPROVED))
                .toList();
        Settlement settlement = town.amnesiacServer()
                .settlement()
                .settle(0, List.of(batch.batch()), Map.of(batch.batch().id(), asWritten));

        assertThat(settlement.settled()).containsEntry(batch.batch().id(), legs(0, 1));
        assertThat(settlement.payouts())
                .extracting(Payout::paid)
                .containsExactlyInAnyOrder(Wei.ofTokens(1), Wei.ofTokens(2));
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(1));
    }

    @Test
    void interestIsMaterialisedWhereAsked() {
        mint(fan, 100);
        town.daysPass(30);
        onchain.interest().materialise(List.of(fan));
        onchain.interest().materialise(List.of(fan, creator));

        assertThat(Interest.wei(account(fan).earned())).isGreaterThanOrEqualTo(Wei.ofTokens(200));
    }

    @Test
    void aChainThatIsGoneIsUnavailable() {
        town.anvil.close();
        assertThatThrownBy(() -> onchain.accounts().read(List.of(fan)))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.dependency()).isEqualTo("chain"));
        assertThatThrownBy(() -> onchain.accounts().now()).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> mint(fan, 1)).isInstanceOf(Unavailable.class);
    }

    @Test
    void aWithdrawalBurnsOnceAndIsGivenBackOnce() {
        mint(creator, 10);
        WithdrawalId id = new WithdrawalId(Bytes32.of("0x" + "ab".repeat(32)));
        byte[] signature = town.creator
                .sign(onchain.typedData().withdrawalPreimage(creator, Wei.ofTokens(4), id.value()))
                .bytes();
        assertThat(onchain.signatures().signedWithdrawal(creator, Wei.ofTokens(4), id.value(), signature))
                .isTrue();

        assertThat(onchain.done().burned(id)).isFalse();
        Receipt burned = onchain.burning().burn(id, creator, Wei.ofTokens(4), signature);
        assertThat(onchain.done().burned(id)).isTrue();
        assertThat(onchain.done().givenBack(id)).isFalse();
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(6));
        assertThat(onchain.burning().burn(id, creator, Wei.ofTokens(4), signature))
                .isEqualTo(burned);
        assertThat(town.amnesiacServer().burning().burn(id, creator, Wei.ofTokens(4), signature))
                .isEqualTo(burned);

        Receipt returned = onchain.burning().giveBack(id);
        assertThat(onchain.done().givenBack(id)).isTrue();
        assertThat(onchain.done().burned(id)).isTrue();
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(10));
        assertThat(town.amnesiacServer().burning().giveBack(id)).isEqualTo(returned);
        assertThat(onchain.burning().burn(id, creator, Wei.ofTokens(4), signature))
                .isEqualTo(burned);
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(10));
    }

    @Test
    void aBurnWithoutTheOwnersSignatureIsRefused() {
        mint(creator, 10);
        WithdrawalId id = new WithdrawalId(Bytes32.of("0x" + "cd".repeat(32)));
        byte[] foreign = town.fan
                .sign(onchain.typedData().withdrawalPreimage(creator, Wei.ofTokens(4), id.value()))
                .bytes();

        assertThat(onchain.signatures().signedWithdrawal(creator, Wei.ofTokens(4), id.value(), foreign))
                .isFalse();
        assertThatThrownBy(() -> onchain.burning().burn(id, creator, Wei.ofTokens(4), foreign))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("InvalidSignature");
        assertThat(account(creator).balance()).isEqualTo(Wei.ofTokens(10));
    }
}
