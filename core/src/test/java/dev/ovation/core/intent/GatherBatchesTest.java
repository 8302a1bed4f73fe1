package dev.ovation.core.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatherBatchesTest {

    private final World world = new World();

    @Test
    void an_order_that_another_server_made_durable_first_is_left_to_that_server() {
        Intent theirs = Placed.at(world.clap(1), new ChainPlace(new BatchId(world.ids.next()), 0));
        Intent ours = world.clap(2);
        world.intents.insertAll(List.of(theirs));
        WaitingOrder late = order(theirs);
        WaitingOrder fresh = order(ours);
        try (GatherBatches gather = gather()) {
            assertThat(gather.join(late)).isTrue();
            assertThat(gather.join(fresh)).isTrue();
            List<Intent> submitted = fresh.ticket().submitted().join();

            assertThat(submitted).extracting(Intent::state).containsExactly(IntentState.SUBMITTED);
            assertThat(late.ticket().durable().join()).containsExactly(theirs);
            assertThat(late.ticket().submitted()).isCompletedExceptionally();
        }
        assertThat(world.intents.byId(theirs.id())).contains(theirs);
        assertThat(world.intents
                        .byId(ours.id())
                        .orElseThrow()
                        .place()
                        .orElseThrow()
                        .leg())
                .isZero();
        assertThat(world.chain.transactions).hasSize(1);
    }

    @Test
    void an_operation_names_the_same_intents_wherever_it_is_repeated() {
        Operation operation = new Operation(UUID.randomUUID(), false);
        Operation again = new Operation(operation.id(), true);
        assertThat(operation.intent(0)).isEqualTo(again.intent(0)).isNotEqualTo(operation.intent(1));
        assertThat(new Operation(UUID.randomUUID(), false).intent(0)).isNotEqualTo(operation.intent(0));
    }

    private static WaitingOrder order(Intent intent) {
        return WaitingOrder.of(
                new Lane(Token.TKI, Lane.Form.EXACT), List.of(intent), SubmitBatch.reservation(List.of(intent)));
    }

    private GatherBatches gather() {
        SubmitBatch submitBatch = new SubmitBatch(
                world.intents,
                world.batches,
                world.chain,
                world.reservations,
                world.delegations,
                world.events,
                world.clock);
        return new GatherBatches(
                world.intents,
                world.batches,
                submitBatch,
                world.ids,
                world.clock,
                new BatchPolicy(400, 110_000, 15_000_000, Duration.ofMillis(50), 4, 100));
    }
}
