package dev.ovation.core.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.screening.AmlService;
import dev.ovation.core.screening.Decision;
import dev.ovation.core.screening.ScreenIntents;
import dev.ovation.core.settlement.Payouts;
import dev.ovation.core.settlement.SettleEpoch;
import dev.ovation.core.settlement.SettlementChannel;
import dev.ovation.core.testing.Crash;
import dev.ovation.core.testing.MemoryChain;
import dev.ovation.core.testing.World;
import dev.ovation.core.value.Wei;
import dev.ovation.core.work.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A server dies at every single call of a batch's life; each clap still ends settled and paid exactly once. */
class BatchCrashTest {

    @Test
    void submission_survives_a_death_at_every_call() {
        for (int point = 0; ; point++) {
            World world = new World();
            world.chain.legsToSkip.add(1);
            Crash.Plan plan = new Crash.Plan(point);
            List<Intent> legs = pending(world, 3);
            Batch batch = sealed(world, legs);
            boolean durable = false;
            try {
                plan.around(Intents.class, world.intents).insertAll(legs);
                durable = true;
                plan.around(Batches.class, world.batches).insert(batch);
                submitBatch(world, plan).submit(batch, legs);
            } catch (Crash expected) {
                durable = durable || !world.intents.all().isEmpty();
            }
            world.later();
            sweeper(world).sweep();
            if (durable) {
                assertThat(world.intents.all())
                        .as("point %d", point)
                        .extracting(Intent::state)
                        .containsExactly(IntentState.SUBMITTED, IntentState.FAILED, IntentState.SUBMITTED);
                assertThat(world.batches.byId(batch.id()).orElseThrow().state()).isEqualTo(Batch.State.SUBMITTED);
                assertThat(world.reserved).as("point %d", point).isEmpty();
            } else {
                assertThat(world.chain.transactions).isEmpty();
            }
            if (!plan.happened()) {
                break;
            }
        }
    }

    @Test
    void approval_and_settlement_survive_a_death_at_every_call() {
        int crashes = 0;
        for (int point = 0; ; point++) {
            World world = new World();
            List<Intent> legs = pending(world, 5);
            world.intents.insertAll(legs);
            Batch batch = sealed(world, legs);
            world.batches.insert(batch);
            submitBatch(world, Crash.Plan.never()).submit(batch, legs);
            world.later();
            Crash.Plan plan = new Crash.Plan(point);
            try {
                screen(world, plan).screenAll();
                world.chain.now += MemoryChain.EPOCH;
                settle(world, plan).settle(_ -> {});
            } catch (Crash expected) {
                crashes++;
            }
            screen(world, Crash.Plan.never()).screenAll();
            world.chain.now += MemoryChain.EPOCH;
            settle(world, Crash.Plan.never()).settle(_ -> {});
            assertThat(world.intents.all())
                    .as("point %d", point)
                    .allMatch(intent -> intent.state() == IntentState.SETTLED);
            // 1 + 2 + 3 + 4 + 5 = 15 TKI are 0.15 TK
            assertThat(world.chain.tk.get(World.CREATOR))
                    .as("point %d", point)
                    .isEqualTo(Wei.parseTokens("0.15").value());
            if (!plan.happened()) {
                break;
            }
        }
        assertThat(crashes).isGreaterThan(15);
    }

    @Test
    void a_batch_that_the_contract_refuses_fails_and_frees_what_was_reserved() {
        World world = new World();
        world.chain.refuseBatches = true;
        List<Intent> legs = pending(world, 2);
        world.intents.insertAll(legs);
        Batch batch = sealed(world, legs);
        world.batches.insert(batch);
        List<Intent> after = submitBatch(world, Crash.Plan.never()).submit(batch, legs);
        assertThat(after)
                .allMatch(intent ->
                        intent.state() == IntentState.FAILED && intent.reason().equals("Paused"));
        assertThat(world.reserved).isEmpty();
        assertThat(world.batches.byId(batch.id()).orElseThrow().state()).isEqualTo(Batch.State.FAILED);
    }

    @Test
    void intents_whose_batch_was_never_written_are_batched_anew() {
        World world = new World();
        world.intents.insertAll(pending(world, 2));
        world.later();
        SweepBatches sweeper = sweeper(world);
        sweeper.sweep();
        sweeper.sweep();
        assertThat(world.intents.all()).allMatch(intent -> intent.state() == IntentState.SUBMITTED);
        assertThat(world.chain.transactions).hasSize(1);
    }

    /** The contract is paused when the batch is sent, and not any more when the sweeper comes. */
    @Test
    void what_was_told_to_have_failed_is_never_taken_wherever_the_process_dies() {
        int crashes = 0;
        for (int point = 0; ; point++) {
            World world = new World();
            world.chain.refuseBatches = true;
            List<Intent> legs = pending(world, 3);
            Batch batch = sealed(world, legs);
            world.intents.insertAll(legs);
            world.batches.insert(batch);
            Crash.Plan plan = new Crash.Plan(point);
            try {
                submitBatch(world, plan).submit(batch, legs);
            } catch (Crash expected) {
                crashes++;
            }
            Set<IntentId> told = failed(world);
            world.chain.refuseBatches = false;
            world.later();
            sweeper(world).sweep();

            assertThat(world.intents.all())
                    .as("point %d", point)
                    .allMatch(intent -> intent.state() != IntentState.PENDING);
            assertThat(failed(world)).as("point %d", point).containsAll(told);
            boolean taken = !world.chain.transactions.isEmpty();
            assertThat(failed(world)).as("point %d", point).hasSize(taken ? 0 : 3);
            assertThat(world.batches.byId(batch.id()).orElseThrow().state())
                    .isEqualTo(taken ? Batch.State.SUBMITTED : Batch.State.FAILED);
            assertThat(world.reserved).as("point %d", point).isEmpty();
            if (!plan.happened()) {
                break;
            }
        }
        assertThat(crashes).isGreaterThan(6);
    }

    /** Redis is away for a moment: the legs have failed, the batch is still sealed. */
    @Test
    void a_batch_whose_promises_could_not_be_released_is_not_sent_again() {
        World world = new World();
        List<Intent> legs = pending(world, 2);
        world.intents.insertAll(legs);
        Batch batch = sealed(world, legs);
        world.batches.insert(batch);
        world.intents.apply(List.of(new IntentChange.Failed(legs.getFirst().id(), "Paused", world.clock.instant())));
        world.later();
        sweeper(world).sweep();

        assertThat(world.chain.transactions).isEmpty();
        assertThat(world.intents.all())
                .allMatch(intent ->
                        intent.state() == IntentState.FAILED && intent.reason().equals("Paused"));
        assertThat(world.reserved).isEmpty();
        assertThat(world.batches.byId(batch.id()).orElseThrow().state()).isEqualTo(Batch.State.FAILED);
    }

    @Test
    void a_server_with_an_old_list_does_not_send_what_another_one_has_failed() {
        World world = new World();
        List<Intent> legs = pending(world, 2);
        world.intents.insertAll(legs);
        Batch batch = sealed(world, legs);
        world.batches.insert(batch);
        world.later();
        Leases anotherWasFaster = (_, _) -> {
            world.batches.markFailed(batch.id());
            return Optional.of(() -> {});
        };
        SweepBatches late = new SweepBatches(
                world.intents,
                world.batches,
                submitBatch(world, Crash.Plan.never()),
                anotherWasFaster,
                world.clock,
                Duration.ofMinutes(1));

        assertThat(late.sweep()).isZero();
        assertThat(world.chain.transactions).isEmpty();
    }

    private static Set<IntentId> failed(World world) {
        return world.intents.all().stream()
                .filter(intent -> intent.state() == IntentState.FAILED)
                .map(Intent::id)
                .collect(Collectors.toSet());
    }

    @Test
    void a_sealed_batch_that_fails_at_every_round_does_not_keep_the_next_from_its_turn() {
        World world = new World();
        Batch poisoned = sealed(world, pending(world, 1));
        List<Intent> healthy = pending(world, 2);
        world.intents.insertAll(healthy);
        world.batches.insert(poisoned);
        world.batches.insert(sealed(world, healthy));
        world.later();
        world.chain.unsendable.add(poisoned.id());

        assertThat(sweeper(world).sweep()).isEqualTo(1);
        assertThat(world.intents.all()).allMatch(intent -> intent.state() == IntentState.SUBMITTED);
        assertThat(world.batches.byId(poisoned.id()).orElseThrow().state()).isEqualTo(Batch.State.SEALED);
    }

    private static List<Intent> pending(World world, int count) {
        BatchId batch = new BatchId(world.ids.next());
        List<Intent> legs = new ArrayList<>();
        for (int leg = 0; leg < count; leg++) {
            Intent intent = Placed.at(world.clap(leg + 1), new ChainPlace(batch, leg));
            world.reserved.put(intent.id(), intent.amount());
            legs.add(intent);
        }
        return legs;
    }

    private static Batch sealed(World world, List<Intent> legs) {
        return new Batch(
                legs.getFirst().place().orElseThrow().batch(),
                Token.TKI,
                legs.stream().map(Intent::id).toList(),
                Batch.State.SEALED,
                Optional.empty(),
                0,
                world.clock.instant());
    }

    private static SubmitBatch submitBatch(World world, Crash.Plan plan) {
        return new SubmitBatch(
                plan.around(Intents.class, world.intents),
                plan.around(Batches.class, world.batches),
                plan.around(BatchChannel.class, world.chain),
                plan.around(Reservations.class, world.reservations),
                world.delegations,
                world.events,
                world.clock);
    }

    private static SweepBatches sweeper(World world) {
        return new SweepBatches(
                world.intents,
                world.batches,
                submitBatch(world, Crash.Plan.never()),
                world.leases,
                world.clock,
                Duration.ofMinutes(1));
    }

    private static ScreenIntents screen(World world, Crash.Plan plan) {
        return new ScreenIntents(
                plan.around(Intents.class, world.intents),
                world.batches,
                plan.around(AmlService.class, _ -> Decision.CLEAR),
                plan.around(BatchChannel.class, world.chain),
                world.balances,
                world.events,
                world.clock,
                Duration.ofMinutes(1),
                2);
    }

    private static SettleEpoch settle(World world, Crash.Plan plan) {
        return new SettleEpoch(
                plan.around(Intents.class, world.intents),
                world.batches,
                plan.around(SettlementChannel.class, world.chain),
                plan.around(Payouts.class, world.payoutBook),
                world.balances,
                world.events,
                world.clock,
                400);
    }
}
