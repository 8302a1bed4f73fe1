package dev.ovation.runtime.onchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.chain.Bytes;
import dev.ovation.chain.account.Attempt;
import dev.ovation.chain.account.JournaledTransaction;
import dev.ovation.chain.account.TransactionBody;
import dev.ovation.chain.testing.InMemoryJournal;
import dev.ovation.chain.tx.Fees;
import dev.ovation.chain.tx.SignedTransaction;
import dev.ovation.core.doubt.Doubts;
import dev.ovation.core.doubt.Effect;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.value.Address;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.runtime.deploy.Deployment;
import dev.ovation.runtime.onchain.contracts.ControllerContract;
import dev.ovation.runtime.onchain.contracts.Words;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls that the journal keeps tell what they were to bring about. */
class JournaledDoubtsTest {

    private static final Address CONTROLLER = Address.of("0x" + "c0".repeat(20));
    private static final Address OTHER = Address.of("0x" + "0e".repeat(20));
    private static final Bytes32 WORD = Bytes32.of("0x" + "11".repeat(32));
    private static final BatchId ONE = new BatchId(new UUID(1, 1));
    private static final BatchId TWO = new BatchId(new UUID(1, 2));
    private static final PaymentId PAYMENT = new PaymentId(new UUID(2, 2));
    private static final List<BigInteger> BITS = List.of(BigInteger.ONE);
    private static final List<Object> DATA = List.of(OTHER, 5L, List.of(), List.of());

    private final InMemoryJournal journal = new InMemoryJournal();
    private final Doubts doubts =
            new JournaledDoubts(journal, new Deployment(31337, 1, 0, 604_800, OTHER, OTHER, CONTROLLER, OTHER));

    static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(
                        ControllerContract.SUBMIT.encode(ONE.onChain(), OTHER, List.of()),
                        List.of(new Effect.OfBatch(ONE))),
                Arguments.of(
                        ControllerContract.SUBMIT_SIGNED.encode(ONE.onChain(), OTHER, List.of()),
                        List.of(new Effect.OfBatch(ONE))),
                Arguments.of(
                        ControllerContract.SUBMIT_STANDING.encode(ONE.onChain(), OTHER, BITS, BITS),
                        List.of(new Effect.OfBatch(ONE))),
                Arguments.of(
                        ControllerContract.APPROVE.encode(
                                List.of(List.of(ONE.onChain(), BITS), List.of(TWO.onChain(), BITS))),
                        List.of(new Effect.OfBatch(ONE), new Effect.OfBatch(TWO))),
                Arguments.of(
                        ControllerContract.REJECT.encode(ONE.onChain(), DATA, BITS), List.of(new Effect.OfBatch(ONE))),
                Arguments.of(
                        ControllerContract.CANCEL.encode(ONE.onChain(), DATA, BITS), List.of(new Effect.OfBatch(ONE))),
                Arguments.of(
                        ControllerContract.SETTLE_EPOCH.encode(
                                3L, List.of(List.of(TWO.onChain(), OTHER, 5L, WORD, BITS))),
                        List.of(new Effect.OfBatch(TWO))),
                Arguments.of(
                        ControllerContract.MINT_TK.encode(OTHER, Wei.of(1), Words.of(PAYMENT)),
                        List.of(new Effect.Minted(PAYMENT))),
                Arguments.of(
                        ControllerContract.CONTROLLER_BURN.encode(OTHER, Wei.of(1), WORD, Bytes.of("0x01")),
                        List.of(new Effect.Burned(new WithdrawalId(WORD)))),
                Arguments.of(
                        ControllerContract.RETURN_WITHDRAWAL.encode(WORD),
                        List.of(new Effect.Returned(new WithdrawalId(WORD)))),
                Arguments.of(ControllerContract.REGISTER_CREATORS.encode(List.of(OTHER)), List.of()));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void a_call_tells_its_effects(Bytes call, List<Effect> effects) {
        keep(transaction(CONTROLLER, call, true));
        assertThat(doubts.due()).extracting(Doubts.Doubt::effects).containsExactly(effects);
    }

    @Test
    void what_is_resolved_is_open_no_more() {
        keep(transaction(CONTROLLER, ControllerContract.RETURN_WITHDRAWAL.encode(WORD), true));
        doubts.due().forEach(doubts::resolve);
        assertThat(doubts.due()).isEmpty();
    }

    @Test
    void what_the_chain_has_not_decided_yet_is_not_due() {
        journal.append(transaction(CONTROLLER, ControllerContract.RETURN_WITHDRAWAL.encode(WORD), false));
        doubts.raiseOpen();
        assertThat(journal.doubtful()).containsExactly("key");
        assertThat(doubts.due()).isEmpty();
    }

    /** Another owner's claim came in between; it was never sent. */
    @Test
    void what_is_no_longer_in_the_journal_is_resolved() {
        journal.doubt("taken back");
        assertThat(doubts.due()).extracting(Doubts.Doubt::effects).containsExactly(List.of());
    }

    @Test
    void a_call_of_another_contract_has_no_effects_of_ours() {
        keep(transaction(OTHER, ControllerContract.RETURN_WITHDRAWAL.encode(WORD), true));
        assertThat(doubts.due()).extracting(Doubts.Doubt::effects).containsExactly(List.of());
    }

    private void keep(JournaledTransaction doubtful) {
        journal.append(doubtful);
        journal.doubt(doubtful.key());
    }

    private static JournaledTransaction transaction(Address to, Bytes data, boolean closed) {
        Attempt attempt = new Attempt(
                0,
                Attempt.Kind.EXECUTE,
                new Fees(Wei.of(20), Wei.of(1)),
                new SignedTransaction(Bytes.of("0x02f8"), WORD),
                Instant.EPOCH);
        return new JournaledTransaction(
                "key",
                OTHER,
                0,
                new TransactionBody(Optional.of(to), data, Wei.ZERO, 50_000),
                List.of(attempt),
                closed,
                closed ? Optional.of(WORD) : Optional.empty(),
                1,
                Instant.EPOCH);
    }
}
