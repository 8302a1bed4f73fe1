package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.abi.AbiFunction;
import dev.ovation.core.intent.BatchChannel.Submission;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Receipt;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Wei;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call answers that was made before: by this server, by one that died, by one whose database is gone. */
class RepetitionTest {

    private Town town;
    private Onchain onchain;
    private Address fan;

    @BeforeEach
    void open() {
        town = new Town();
        onchain = town.server();
        fan = town.fan.address();
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aMintIsOneMint() {
        PaymentId payment = new PaymentId(UUID.randomUUID());
        assertThat(onchain.done().minted(payment)).isFalse();
        Receipt first = onchain.minting().mint(payment, fan, Wei.ofTokens(5));
        assertThat(onchain.done().minted(payment)).isTrue();
        assertThat(onchain.minting().mint(payment, fan, Wei.ofTokens(5))).isEqualTo(first);
        town.closeServers();

        assertThat(town.server().minting().mint(payment, fan, Wei.ofTokens(5))).isEqualTo(first);
        town.closeServers();
        assertThat(town.amnesiacServer().minting().mint(payment, fan, Wei.ofTokens(5)))
                .isEqualTo(first);
        assertThat(balance()).isEqualTo(Wei.ofTokens(5));
    }

    @Test
    void anotherMintUnderTheSamePaymentIsRefused() {
        PaymentId payment = new PaymentId(UUID.randomUUID());
        onchain.minting().mint(payment, fan, Wei.ofTokens(5));

        assertThatThrownBy(() -> onchain.minting().mint(payment, fan, Wei.ofTokens(6)))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("PaymentAlreadyMinted");
        assertThat(balance()).isEqualTo(Wei.ofTokens(5));
    }

    @Test
    void aBatchIsOneBatch() {
        onchain.creators().register(List.of(town.creator.address()));
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        BatchId batch = Town.newBatch();
        List<Intent> legs = List.of(
                town.signedIntent(town.fan, Token.TK, town.creator.address(), Wei.ofTokens(1)),
                town.signedIntent(town.fan, Token.TK, town.fan.address(), Wei.ofTokens(1)));
        Submission first = onchain.batches().submit(batch, Token.TK, legs);
        assertThat(first.skipped()).isEqualTo(Map.of(1, "UnknownCreator"));
        town.closeServers();

        assertThat(town.server().batches().submit(batch, Token.TK, legs)).isEqualTo(first);
        town.closeServers();
        assertThat(town.amnesiacServer().batches().submit(batch, Token.TK, legs))
                .isEqualTo(first);
        assertThat(balance()).isEqualTo(Wei.ofTokens(4));
    }

    @Test
    void whatThePauseRefusedGoesThroughAfterIt() {
        AbiFunction pause = AbiFunction.of("pause()", "");
        AbiFunction unpause = AbiFunction.of("unpause()", "");
        PaymentId payment = new PaymentId(UUID.randomUUID());
        town.sendAsAdmin(pause);
        assertThatThrownBy(() -> onchain.minting().mint(payment, fan, Wei.ofTokens(5)))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("EnforcedPause");
        town.sendAsAdmin(unpause);

        onchain.minting().mint(payment, fan, Wei.ofTokens(5));
        assertThat(balance()).isEqualTo(Wei.ofTokens(5));
    }

    /** Batches carry their own gas limit, so that a refusal is mined and journaled under the batch's key. */
    @Test
    void aBatchThatRevertedIsSentAnewOnlyIfItsFansWereNotToldThatItFailed() {
        onchain.creators().register(List.of(town.creator.address()));
        onchain.minting().mint(new PaymentId(UUID.randomUUID()), fan, Wei.ofTokens(5));
        BatchId batch = Town.newBatch();
        List<Intent> legs = List.of(town.signedIntent(town.fan, Token.TK, town.creator.address(), Wei.ofTokens(1)));
        town.sendAsAdmin(AbiFunction.of("pause()", ""));
        assertThatThrownBy(() -> onchain.batches().submit(batch, Token.TK, legs))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("EnforcedPause");
        town.sendAsAdmin(AbiFunction.of("unpause()", ""));

        for (IntentState told : List.of(IntentState.PENDING, IntentState.FAILED)) {
            List<Intent> documents = List.of(Town.placed(legs.getFirst(), batch, 0, told));
            assertThatThrownBy(() -> town.server().batches().submit(batch, Token.TK, documents))
                    .isInstanceOf(RevertedOnChain.class)
                    .hasMessage("EnforcedPause");
        }
        assertThat(balance()).isEqualTo(Wei.ofTokens(5));

        // What was in escrow once has come back refused by a re-organisation.
        List<Intent> taken = List.of(Town.placed(legs.getFirst(), batch, 0, IntentState.SUBMITTED));
        Submission submission = onchain.batches().submit(batch, Token.TK, taken);
        assertThat(submission.skipped()).isEmpty();
        assertThat(onchain.batches().submit(batch, Token.TK, legs)).isEqualTo(submission);
        assertThat(balance()).isEqualTo(Wei.ofTokens(4));
    }

    @Test
    void registeringCreatorsTwiceIsRegisteringThemOnce() {
        List<Address> creators = List.of(town.creator.address(), town.otherCreator.address());
        Receipt first = onchain.creators().register(creators);

        assertThat(onchain.creators().register(creators)).isEqualTo(first);
        assertThat(town.amnesiacServer().creators().register(creators)).isEqualTo(first);
    }

    private Wei balance() {
        return onchain.accounts().read(List.of(fan)).get(fan).balance();
    }
}
