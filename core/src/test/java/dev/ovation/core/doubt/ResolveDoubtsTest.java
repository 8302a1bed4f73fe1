package dev.ovation.core.doubt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.event.Event;
import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.payment.Payment;
import dev.ovation.core.payment.PaymentId;
import dev.ovation.core.payment.PaymentState;
import dev.ovation.core.settlement.Payout;
import dev.ovation.core.testing.World;
import dev.ovation.core.value.Bytes32;
import dev.ovation.core.value.Wei;
import dev.ovation.core.withdrawal.Withdrawal;
import dev.ovation.core.withdrawal.WithdrawalId;
import dev.ovation.core.withdrawal.WithdrawalState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A re-organisation has brought transactions back in another order, or not at all. */
class ResolveDoubtsTest {

    private static final Bytes32 TRANSACTION = Bytes32.of("0x" + "ab".repeat(32));
    private static final Bytes32 DROPPED = Bytes32.of("0x" + "cd".repeat(32));

    private final World world = new World();
    private final List<Doubts.Doubt> open = new ArrayList<>();
    private final Doubts doubts = new Doubts() {
        @Override
        public List<Doubt> due() {
            return List.copyOf(open);
        }

        @Override
        public void resolve(Doubt doubt) {
            open.remove(doubt);
        }

        @Override
        public void raiseOpen() {
            throw new UnsupportedOperationException();
        }
    };
    private final ResolveDoubts resolveDoubts = new ResolveDoubts(
            doubts,
            world.chain,
            new RestoreBatch(
                    world.intents,
                    world.batches,
                    world.chain,
                    world.chain,
                    world.payoutBook,
                    world.balances,
                    world.events,
                    world.clock),
            world.payments,
            world.chain,
            world.withdrawals,
            world.chain,
            world.balances,
            world.clock);

    @ParameterizedTest(name = "documents {0}, chain {1}: documents {2}, chain {3}")
    @CsvSource({
        "SUBMITTED, SUBMITTED, SUBMITTED, SUBMITTED",
        "SUBMITTED, FAILED,    FAILED,    FAILED",
        "SUBMITTED, PENDING,   SUBMITTED, SUBMITTED",
        "APPROVED,  PENDING,   APPROVED,  APPROVED",
        "APPROVED,  SUBMITTED, APPROVED,  APPROVED",
        "APPROVED,  FAILED,    FAILED,    FAILED",
        "APPROVED,  CANCELLED, CANCELLED, CANCELLED",
        "REJECTED,  SUBMITTED, REJECTED,  REJECTED",
        "REJECTED,  APPROVED,  REJECTED,  REJECTED",
        "REJECTED,  SETTLED,   SETTLED,   SETTLED",
        "REJECTED,  PENDING,   REJECTED,  PENDING",
        "CANCELLED, SUBMITTED, CANCELLED, CANCELLED",
        // to be released though it is approved now, it needs compliance
        "CANCELLED, APPROVED,  CANCELLED, REJECTED",
        "CANCELLED, SETTLED,   SETTLED,   SETTLED",
        "SETTLED,   PENDING,   APPROVED,  APPROVED",
        "SETTLED,   SUBMITTED, APPROVED,  APPROVED",
        "SETTLED,   APPROVED,  APPROVED,  APPROVED",
        "SETTLED,   REJECTED,  REJECTED,  REJECTED",
        "SETTLED,   FAILED,    FAILED,    FAILED",
        // who was told that nothing was taken gets it back
        "FAILED,    SUBMITTED, FAILED,    CANCELLED",
        "FAILED,    APPROVED,  FAILED,    REJECTED",
        "FAILED,    SETTLED,   SETTLED,   SETTLED",
        "FAILED,    PENDING,   FAILED,    PENDING"
    })
    void documents_and_chain_agree_about_a_leg_again(
            IntentState documents, IntentState chain, IntentState documentsThen, IntentState chainThen) {
        Batch batch = submitted(documents);
        if (chain != IntentState.PENDING) {
            world.chain.reorganised(batch.id(), List.of(chain));
        }
        doubt(new Effect.OfBatch(batch.id()));
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(world.intents.ofBatch(batch.id())).extracting(Intent::state).containsExactly(documentsThen);
        assertThat(world.chain.states(batch.id(), 1)).containsExactly(chainThen);
    }

    @Test
    void a_batch_that_was_refused_as_a_whole_and_came_back_is_given_back() {
        Batch batch = kept(IntentState.FAILED, Batch.State.FAILED);
        world.chain.reorganised(batch.id(), List.of(IntentState.SUBMITTED));
        doubt(new Effect.OfBatch(batch.id()));
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(world.intents.ofBatch(batch.id())).extracting(Intent::state).containsExactly(IntentState.FAILED);
        assertThat(world.chain.states(batch.id(), 1)).containsExactly(IntentState.CANCELLED);
        assertThat(world.batches.byId(batch.id()).orElseThrow().submittedAt()).isEqualTo(world.chain.now);
    }

    @Test
    void a_fan_is_told_what_the_chain_has_decided_otherwise() {
        Batch batch = submitted(IntentState.SUBMITTED);
        world.chain.reorganised(batch.id(), List.of(IntentState.FAILED));
        doubt(new Effect.OfBatch(batch.id()));
        resolveDoubts.resolve();
        assertThat(world.published).extracting(Event::type).containsExactly("intent.failed");
    }

    /** The rest of a batch is settled while an earlier settlement of it is in doubt. */
    @Test
    void what_is_paid_while_we_look_is_not_forgotten() {
        Batch batch = submitted(IntentState.SETTLED);
        world.chain.reorganised(batch.id(), List.of(IntentState.SETTLED));
        world.chain.paid.put(batch.id(), List.of(payout(batch, TRANSACTION)));
        world.payoutBook.insertAll(List.of(payout(batch, TRANSACTION)));
        world.chain.whilePaidIsRead = () -> {
            world.chain.paid.put(batch.id(), List.of(payout(batch, TRANSACTION), payout(batch, DROPPED)));
            world.payoutBook.insertAll(List.of(payout(batch, DROPPED)));
        };
        doubt(new Effect.OfBatch(batch.id()));
        resolveDoubts.resolve();
        assertThat(world.payouts.values()).contains(payout(batch, DROPPED));
    }

    @Test
    void one_doubt_that_can_not_be_looked_into_keeps_no_other_from_it() {
        Batch broken = submitted(IntentState.APPROVED);
        world.chain.reorganised(broken.id(), List.of());
        Batch other = submitted(IntentState.APPROVED);
        world.chain.reorganised(other.id(), List.of(IntentState.SUBMITTED));
        doubt(new Effect.OfBatch(broken.id()));
        doubt(new Effect.OfBatch(other.id()));
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(world.chain.states(other.id(), 1)).containsExactly(IntentState.APPROVED);
    }

    @Test
    void what_a_settlement_paid_before_it_came_back_as_another_is_forgotten() {
        Batch batch = submitted(IntentState.SETTLED);
        world.chain.reorganised(batch.id(), List.of(IntentState.SETTLED));
        world.payoutBook.insertAll(List.of(payout(batch, DROPPED), payout(batch, TRANSACTION)));
        world.chain.paid.put(batch.id(), List.of(payout(batch, TRANSACTION)));
        doubt(new Effect.OfBatch(batch.id()));
        resolveDoubts.resolve();
        assertThat(world.payouts.values()).containsExactly(payout(batch, TRANSACTION));
    }

    /** What of claps is less than one wei of TK waits for the creator's next payout, whichever that is. */
    @Test
    void a_settlement_that_came_back_behind_another_paid_another_remainder() {
        Batch batch = submitted(IntentState.SETTLED);
        world.chain.reorganised(batch.id(), List.of(IntentState.SETTLED));
        Payout before = payout(batch, TRANSACTION);
        Payout after = new Payout(
                before.creator(),
                before.batch(),
                before.epoch(),
                before.claps(),
                before.gifts(),
                before.paid().plus(Wei.of(1)),
                before.transaction(),
                before.block(),
                before.at());
        world.payoutBook.insertAll(List.of(before));
        world.chain.paid.put(batch.id(), List.of(after));
        doubt(new Effect.OfBatch(batch.id()));
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(world.payouts.values()).containsExactly(after);
    }

    @Test
    void a_mint_that_did_not_come_back_is_done_again_and_only_once() {
        PaymentId id = new PaymentId(new UUID(1, 1));
        world.payments.insert(payment(id, PaymentState.MINTED));
        doubt(new Effect.Minted(id));
        doubt(new Effect.Minted(id));
        assertThat(resolveDoubts.resolve()).isEqualTo(2);
        assertThat(world.chain.tk.get(World.FAN)).isEqualTo(Wei.ofTokens(5).value());
    }

    @Test
    void what_was_never_said_to_be_minted_is_left_to_its_job() {
        PaymentId id = new PaymentId(new UUID(1, 1));
        world.payments.insert(payment(id, PaymentState.CLEARED));
        doubt(new Effect.Minted(id));
        resolveDoubts.resolve();
        assertThat(world.chain.tk).isEmpty();
    }

    /** The payout that the creator's TK came from may itself not be there again yet. */
    @Test
    void a_burn_that_is_refused_for_now_stays_in_doubt_until_it_is_done() {
        WithdrawalId id = WithdrawalId.of("0x" + "01".repeat(32));
        world.withdrawals.insert(withdrawal(id, WithdrawalState.DONE));
        doubt(new Effect.Burned(id));
        world.chain.refuseBurns = Optional.of("ERC20InsufficientBalance");
        assertThat(resolveDoubts.resolve()).isZero();
        world.chain.refuseBurns = Optional.empty();
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(open).isEmpty();
        assertThat(world.chain.tk.get(World.CREATOR))
                .isEqualTo(Wei.ofTokens(3).value().negate());
        assertThat(world.withdrawals.byId(id).orElseThrow().state()).isEqualTo(WithdrawalState.DONE);
    }

    /** Whoever was told that nothing was burned may have asked for another withdrawal since. */
    @Test
    void a_burn_that_was_refused_and_came_back_is_given_back() {
        WithdrawalId id = WithdrawalId.of("0x" + "01".repeat(32));
        world.withdrawals.insert(withdrawal(id, WithdrawalState.FAILED));
        world.chain.burn(id, World.CREATOR, Wei.ofTokens(3), new byte[65]);
        doubt(new Effect.Burned(id));
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(world.chain.tk.get(World.CREATOR)).isZero();
        Withdrawal withdrawal = world.withdrawals.byId(id).orElseThrow();
        assertThat(withdrawal.state()).isEqualTo(WithdrawalState.RETURNED);
        assertThat(withdrawal.burnedBy()).isNotEmpty();
    }

    @Test
    void a_burn_that_was_refused_stays_refused() {
        WithdrawalId id = WithdrawalId.of("0x" + "01".repeat(32));
        world.withdrawals.insert(withdrawal(id, WithdrawalState.FAILED));
        doubt(new Effect.Burned(id));
        assertThat(resolveDoubts.resolve()).isEqualTo(1);
        assertThat(world.chain.tk).isEmpty();
        assertThat(world.withdrawals.byId(id).orElseThrow().state()).isEqualTo(WithdrawalState.FAILED);
    }

    private void doubt(Effect effect) {
        open.add(new Doubts.Doubt("key" + open.size(), List.of(effect)));
    }

    /** A batch of one leg of which the documents say this, and on the chain nothing. */
    private Batch submitted(IntentState state) {
        return kept(state, Batch.State.SUBMITTED);
    }

    private Batch kept(IntentState state, Batch.State batchState) {
        BatchId id = new BatchId(world.ids.next());
        Intent intent = world.clap(3);
        world.intents.insertAll(List.of(intent));
        world.intents.place(id, List.of(intent.id()));
        world.intents.apply(List.of(
                new IntentChange.Corrected(intent.id(), IntentState.PENDING, state, "", world.clock.instant())));
        Batch batch = new Batch(
                id,
                Token.TKI,
                List.of(intent.id()),
                batchState,
                batchState == Batch.State.SUBMITTED ? Optional.of(TRANSACTION) : Optional.empty(),
                batchState == Batch.State.SUBMITTED ? world.chain.now : 0,
                world.clock.instant());
        world.batches.insert(batch);
        return batch;
    }

    private Payout payout(Batch batch, Bytes32 transaction) {
        return new Payout(
                World.CREATOR,
                batch.id(),
                1,
                Wei.ofTokens(3),
                Wei.ZERO,
                Wei.parseTokens("0.03"),
                transaction,
                7,
                world.clock.instant());
    }

    private Payment payment(PaymentId id, PaymentState state) {
        return new Payment(
                id,
                World.FAN_ID,
                World.FAN,
                Wei.ofTokens(5),
                "sandbox",
                "ref",
                "",
                state,
                "",
                Optional.of(DROPPED),
                world.clock.instant(),
                world.clock.instant());
    }

    private Withdrawal withdrawal(WithdrawalId id, WithdrawalState state) {
        return new Withdrawal(
                id,
                World.FAN_ID,
                World.CREATOR,
                0,
                Wei.ofTokens(3),
                "DE00 1234",
                new byte[65],
                state,
                "",
                state == WithdrawalState.FAILED ? Optional.empty() : Optional.of(DROPPED),
                Optional.empty(),
                world.clock.instant(),
                world.clock.instant());
    }
}
