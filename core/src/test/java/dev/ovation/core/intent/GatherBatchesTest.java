package dev.ovation.core.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ovation.core.ledger.Token;
import dev.ovation.core.testing.World;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @Test
    void no_batch_has_more_legs_than_one_may_have() {
        assertThat(sizesOf(IntStream.range(0, 120).mapToObj(_ -> order(world.clap(1)))))
                .hasSizeGreaterThan(2)
                .allMatch(legs -> legs <= 50);
    }

    /** A draw of the general form takes 448 bytes with its one leg, and its signature in whole words. */
    @Test
    void signatures_as_long_as_they_may_be_make_several_batches_that_a_transaction_can_carry() {
        Stream<WaitingOrder> orders =
                IntStream.range(0, 40).mapToObj(_ -> signedWith(new byte[4_096], Lane.Form.WALLET, 1));
        assertThat(sizesOf(orders)).hasSizeGreaterThan(1).allMatch(legs -> legs * (448 + 4_096) <= 127 * 1024);
    }

    @Test
    void passkey_signatures_count_as_long_as_they_are_whoever_brings_them() {
        Stream<WaitingOrder> orders =
                IntStream.range(0, 200).mapToObj(_ -> signedWith(new byte[704], Lane.Form.GENERAL, 1));
        assertThat(sizesOf(orders, 400)).hasSizeGreaterThan(1).allMatch(legs -> legs * (448 + 704) <= 127 * 1024);
    }

    /** The contract sets 400,000 aside for each wallet's code, and a transaction has 2^24. */
    @Test
    void a_batch_has_the_gas_that_all_its_wallets_may_burn() {
        Stream<WaitingOrder> orders =
                IntStream.range(0, 45).mapToObj(_ -> signedWith(new byte[65], Lane.Form.WALLET, 1));
        assertThat(sizesOf(orders)).hasSizeGreaterThan(1).allMatch(legs -> legs * 400_000 < 1 << 24);
    }

    @Test
    void a_clap_waits_for_company_only_so_long() {
        WaitingOrder first = order(world.clap(1));
        WaitingOrder second = order(world.clap(2));
        try (GatherBatches gather = gather()) {
            gather.join(first);
            List<Intent> alone =
                    first.ticket().submitted().orTimeout(60, TimeUnit.SECONDS).join();
            gather.join(second);
            List<Intent> later =
                    second.ticket().submitted().orTimeout(60, TimeUnit.SECONDS).join();

            assertThat(batchOf(alone)).isNotEqualTo(batchOf(later));
        }
    }

    /** Fifty fill it, and then it waits for nobody: in time is whoever comes within a minute. */
    @Test
    void claps_that_come_in_time_share_a_batch() {
        List<WaitingOrder> orders =
                IntStream.range(0, 50).mapToObj(_ -> order(world.clap(1))).toList();
        try (GatherBatches gather = gather(new BatchPolicy(50, 110_000, 15_000_000, Duration.ofMinutes(1), 4, 100))) {
            orders.forEach(gather::join);

            assertThat(orders.stream()
                            .map(order -> batchOf(order.ticket().submitted().join())))
                    .hasSize(50)
                    .containsOnly(batchOf(orders.getFirst().ticket().submitted().join()));
        }
    }

    @Test
    void a_full_lane_takes_nobody_and_loses_nobody_whom_it_took() throws InterruptedException {
        Semaphore gate = new Semaphore(0);
        List<WaitingOrder> taken = new ArrayList<>();
        try (GatherBatches gather =
                gather(new BatchPolicy(50, 110_000, 15_000_000, Duration.ofMillis(1), 1, 3), throughGate(gate))) {
            WaitingOrder next = order(world.clap(1));
            gather.join(next);
            taken.add(next);
            next.ticket().durable().join();
            while (gather.join(next = order(world.clap(1)))) {
                taken.add(next);
            }
            // One is on its way, one is next, three wait.
            assertThat(taken).hasSizeBetween(4, 5);
            gate.release(taken.size());
            for (WaitingOrder order : taken) {
                assertThat(order.ticket().submitted().join())
                        .extracting(Intent::state)
                        .containsExactly(IntentState.SUBMITTED);
            }
        }
    }

    private BatchChannel throughGate(Semaphore gate) {
        return (BatchChannel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BatchChannel.class}, (_, method, arguments) -> {
                    gate.acquire();
                    synchronized (world.chain) {
                        return method.invoke(world.chain, arguments);
                    }
                });
    }

    private static BatchId batchOf(List<Intent> intents) {
        return intents.getFirst().place().orElseThrow().batch();
    }

    /** How many legs each batch has into which the orders went. */
    private List<Integer> sizesOf(Stream<WaitingOrder> orders) {
        return sizesOf(orders, 50);
    }

    private List<Integer> sizesOf(Stream<WaitingOrder> orders, int maxLegs) {
        List<WaitingOrder> all = orders.toList();
        try (GatherBatches gather =
                gather(new BatchPolicy(maxLegs, 110_000, 15_000_000, Duration.ofMillis(300), 1, 1_000))) {
            all.forEach(order -> assertThat(gather.join(order)).isTrue());
            Map<BatchId, Integer> legs = new HashMap<>();
            all.forEach(order -> order.ticket()
                    .submitted()
                    .join()
                    .forEach(intent -> legs.merge(intent.place().orElseThrow().batch(), 1, Integer::sum)));
            return List.copyOf(legs.values());
        }
    }

    private WaitingOrder signedWith(byte[] signature, Lane.Form form, int tokens) {
        Intent intent = world.clap(tokens, signature);
        return WaitingOrder.of(new Lane(Token.TKI, form), List.of(intent), SubmitBatch.reservation(List.of(intent)));
    }

    private static WaitingOrder order(Intent intent) {
        return WaitingOrder.of(
                new Lane(Token.TKI, Lane.Form.EXACT), List.of(intent), SubmitBatch.reservation(List.of(intent)));
    }

    private GatherBatches gather() {
        return gather(new BatchPolicy(400, 110_000, 15_000_000, Duration.ofMillis(50), 4, 100));
    }

    private GatherBatches gather(BatchPolicy policy) {
        return gather(policy, world.chain);
    }

    private GatherBatches gather(BatchPolicy policy, BatchChannel chain) {
        SubmitBatch submitBatch = new SubmitBatch(
                world.intents, world.batches, chain, world.reservations, world.delegations, world.events, world.clock);
        return new GatherBatches(world.intents, world.batches, submitBatch, world.ids, world.clock, policy);
    }
}
