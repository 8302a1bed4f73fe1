package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.abi.RevertReason;
import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.Outcome;
import dev.ovation.chain.account.TransactionBody;
import dev.ovation.chain.account.TransactionRequest;
import dev.ovation.chain.rpc.Receipt;
import dev.ovation.chain.testing.AnvilNode;
import dev.ovation.chain.testing.InMemoryJournal;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.core.intent.MaySend;
import dev.ovation.core.ledger.RevertedOnChain;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a refusal of the past, and what is never sent. */
class ContractSenderTest {

    private static final Address CONTRACT = Address.of("0x00000000000000000000000000000000000000c0");
    private static final ContractCall CALL = new ContractCall(CONTRACT, Bytes.of("0x01"));

    private final InMemoryJournal journal = new InMemoryJournal();
    private final List<String> submitted = new ArrayList<>();
    private AnvilNode anvil;
    private ContractSender sender;

    @BeforeEach
    void open() {
        anvil = AnvilNode.start();
        OnchainSettings settings = new OnchainSettings(1, Duration.ofSeconds(60), Duration.ofMillis(20), Duration.ZERO);
        ContractReads reads = new ContractReads(anvil.client());
        sender = new ContractSender(
                "relayer",
                Optional.of(this::refuse),
                journal,
                new Confirmations(anvil.client(), reads, settings),
                settings.patience());
    }

    @AfterEach
    void close() {
        anvil.close();
    }

    /** Every transaction is mined in the next block, and reverts. */
    private CompletableFuture<Outcome> refuse(TransactionRequest request) {
        submitted.add(request.idempotencyKey());
        anvil.mine(1);
        Receipt receipt = new Receipt(
                Bytes32.ZERO,
                anvil.blockNumber(),
                Bytes32.ZERO,
                0,
                CONTRACT,
                Optional.of(CONTRACT),
                false,
                21_000,
                Wei.ZERO,
                Optional.empty(),
                List.of());
        return CompletableFuture.completedFuture(
                new Outcome.Mined(receipt, Optional.of(new RevertReason.Message("EnforcedPause"))));
    }

    private void journaled(boolean closed) {
        TransactionBody body = new TransactionBody(Optional.of(CONTRACT), CALL.data(), Wei.ZERO, 100_000);
        Attempt attempt = new Attempt(
                0,
                Attempt.Kind.EXECUTE,
                new Fees(Wei.ZERO, Wei.ZERO),
                new SignedTransaction(Bytes.EMPTY, Bytes32.ZERO),
                Instant.EPOCH);
        journal.append(new JournaledTransaction(
                "burn:1",
                CONTRACT,
                0,
                body,
                List.of(attempt),
                closed,
                closed ? Optional.of(Bytes32.ZERO) : Optional.empty(),
                1,
                Instant.EPOCH));
    }

    private void send(ContractCall call, MaySend maySend) {
        sender.send("burn:1", call, OptionalLong.of(100_000), Optional::empty, _ -> true, maySend);
    }

    @Test
    void whoeverWaitedForAnOpenTransactionIsRefusedWithItAndSendsNothing() {
        journaled(false);
        assertThatThrownBy(() -> send(CALL, MaySend.AGAIN))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("EnforcedPause");
        assertThat(submitted).containsExactly("burn:1");
    }

    @Test
    void whatHadRevertedBeforeTheCallIsTriedAnew() {
        journaled(true);
        assertThatThrownBy(() -> send(CALL, MaySend.AGAIN)).isInstanceOf(RevertedOnChain.class);
        assertThat(submitted).containsExactly("burn:1", "burn:1#2");
    }

    @Test
    void whatMayBeSentOnceIsNotTriedAnew() {
        journaled(true);
        assertThatThrownBy(() -> send(CALL, MaySend.ONCE))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("EnforcedPause");
        assertThat(submitted).containsExactly("burn:1");
    }

    @Test
    void whatMayNotBeSentIsNotSent() {
        assertThatThrownBy(() -> send(CALL, MaySend.NOTHING)).isInstanceOf(RevertedOnChain.class);
        assertThat(submitted).isEmpty();
    }

    @Test
    void whatNoNodeWouldTakeIsRefusedForGood() {
        ContractCall large = new ContractCall(CONTRACT, Bytes.wrap(new byte[TransactionRequest.MAX_DATA_BYTES + 1]));
        assertThatThrownBy(() -> send(large, MaySend.ONCE))
                .isInstanceOf(RevertedOnChain.class)
                .hasMessage("TransactionTooLarge");
        assertThat(submitted).isEmpty();
    }
}
