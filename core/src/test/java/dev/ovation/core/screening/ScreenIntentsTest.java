package dev.ovation.core.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.intent.Batch;
import dev.ovation.core.intent.BatchId;
import dev.ovation.core.intent.Intent;
import dev.ovation.core.intent.IntentChange;
import dev.ovation.core.intent.IntentState;
import dev.ovation.core.ledger.Token;
import dev.ovation.core.testing.World;
import dev.ovation.core.value.Bytes32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenIntentsTest {

    private static final int CHUNK = 1_000;

    private final World world = new World();

    /** A quiet hour: a thousand claps, each alone in its batch. One call could not carry them. */
    @Test
    void a_thousand_claps_in_a_thousand_batches_are_approved() {
        IntStream.range(0, CHUNK).forEach(_ -> submitted(1));
        world.later();

        ScreenIntents.Summary summary = screenIntents(Decision.CLEAR).screenAll();

        assertThat(summary.approved()).isEqualTo(CHUNK);
        assertThat(summary.refused()).isEmpty();
        assertThat(world.intents.all()).allMatch(intent -> intent.state() == IntentState.APPROVED);
    }

    @Test
    void a_batch_that_the_chain_does_not_know_is_set_aside_and_keeps_nobody_waiting() {
        IntStream.range(0, 10).forEach(_ -> submitted(2));
        BatchId unknown = unknownToTheChain(2);
        IntStream.range(0, 10).forEach(_ -> submitted(2));
        world.later();

        ScreenIntents.Summary summary = screenIntents(Decision.CLEAR).screenAll();

        assertThat(summary.approved()).isEqualTo(40);
        assertThat(summary.refused()).containsExactly(unknown);
        assertThat(world.intents.all())
                .filteredOn(intent -> intent.state() != IntentState.APPROVED)
                .extracting(intent -> intent.place().orElseThrow().batch())
                .containsOnly(unknown)
                .hasSize(2);
    }

    @Test
    void more_refused_intents_than_a_round_takes_do_not_hide_the_younger_ones() {
        for (int i = 0; i < 5; i++) {
            unknownToTheChain(1);
        }
        submitted(3);
        world.later();

        assertThat(screenIntents(Decision.CLEAR, 2).screenAll().approved()).isEqualTo(3);
    }

    @Test
    void rejected_claps_of_many_batches_are_all_released_in_one_run() {
        for (int i = 0; i < 5; i++) {
            submitted(1);
        }
        world.later();
        Decision reject = new Decision(Verdict.REJECT, "listed");

        assertThat(screenIntents(reject, 2).screenAll().rejected()).isEqualTo(5);
        assertThat(world.intents.all()).allMatch(intent -> intent.state() == IntentState.REJECTED);
    }

    private BatchId submitted(int legs) {
        BatchId id = unknownToTheChain(legs);
        world.chain.submit(id, Token.TKI, world.intents.ofBatch(id));
        return id;
    }

    /** The documents call it submitted, the chain has never seen it. */
    private BatchId unknownToTheChain(int legs) {
        BatchId id = new BatchId(world.ids.next());
        List<Intent> made = new ArrayList<>();
        for (int leg = 0; leg < legs; leg++) {
            made.add(world.clap(1));
        }
        world.intents.insertAll(made);
        world.intents.place(id, made.stream().map(Intent::id).toList());
        Bytes32 transaction = Bytes32.ZERO;
        world.intents.apply(made.stream()
                .map(intent -> new IntentChange.Submitted(intent.id(), transaction, world.clock.instant()))
                .toList());
        world.batches.insert(new Batch(
                id,
                Token.TKI,
                made.stream().map(Intent::id).toList(),
                Batch.State.SUBMITTED,
                Optional.of(transaction),
                world.chain.now,
                world.clock.instant()));
        return id;
    }

    private ScreenIntents screenIntents(Decision decision) {
        return screenIntents(decision, CHUNK);
    }

    private ScreenIntents screenIntents(Decision decision, int chunk) {
        return new ScreenIntents(
                world.intents,
                world.batches,
                _ -> decision,
                world.chain,
                world.balances,
                world.events,
                world.clock,
                Duration.ofMinutes(15),
                chunk);
    }
}
